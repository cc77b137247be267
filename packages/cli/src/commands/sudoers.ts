import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { serviceEntry } from '../launcher/services.ts';

/** Prints the sudo rule for powermetrics; the exit code is that of the service, which knows its command lines. */
export async function sudoers(): Promise<number> {
  const printer = spawn(process.execPath, [serviceEntry('hardware-exporter', 'sudoers')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(printer, 'exit');
  return typeof code === 'number' ? code : 1;
}
