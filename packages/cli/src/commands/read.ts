import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { serviceEntry } from '../launcher/services.ts';
import type { Options } from './options.ts';

/** Which service understands a format. */
const readers: Readonly<Record<string, string>> = {
  powermetrics: 'hardware-exporter',
  macmon: 'hardware-exporter',
  mactop: 'hardware-exporter',
  macos: 'hardware-exporter',
  'docker-stats': 'container-exporter',
  'docker-events': 'container-exporter',
  bus: 'trading-exporter',
  fix: 'trading-exporter',
  prometheus: 'trading-exporter',
};

/** Sends a recorded output, packed or not, through the service that reads it; the exit code is the reader's. */
export async function read(
  _options: Options,
  [format, name, ...more]: readonly string[],
): Promise<number> {
  const file = name === '-' ? undefined : name;
  const service = format === undefined ? undefined : readers[format];
  if (format === undefined || service === undefined) {
    const known = Object.keys(readers).join(', ');
    process.stderr.write(`m4max read: name a format, one of ${known}\n`);
    return 1;
  }
  if (more.length > 0) {
    process.stderr.write(
      'm4max read: name one file, or send several with: cat FILES | m4max read\n',
    );
    return 1;
  }
  const reader = spawn(process.execPath, [serviceEntry(service, 'read'), format], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const exited = once(reader, 'exit');
  try {
    await pipeline(file === undefined ? process.stdin : createReadStream(file), reader.stdin);
  } catch (error) {
    // A reader that has seen enough closes its input; anything else is about the file.
    if (!isBrokenPipe(error)) {
      reader.kill();
      throw new Error(`cannot read ${file ?? 'standard input'}: ${reasonOf(error)}`, {
        cause: error,
      });
    }
  }
  const [code] = await exited;
  return typeof code === 'number' ? code : 1;
}

function isBrokenPipe(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'EPIPE' || error.code === 'ERR_STREAM_PREMATURE_CLOSE')
  );
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'there is no such file';
  if ('code' in error && error.code === 'EISDIR') return 'it is a folder: name a file in it';
  return error.message;
}
