import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seenText } from './netprobe-seen.ts';

/** A real sidecar rests longer; the demo shows its map sooner. */
const PAUSE_SECONDS = 2;

/** `netprobe FOLDER`: a look-alike of the netprobe sidecar, until it is told to end or its launcher is gone. */
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('netprobe: name the folder that it shares with the exporter\n');
  process.exitCode = 1;
} else {
  const started = Math.floor(Date.now() / 1000);
  let count = 0;
  const timer = setInterval(() => {
    count += 1;
    tell(folder, `${started}-${count}`).catch((error: unknown) => {
      process.stderr.write(`netprobe: ${String(error)}\n`);
    });
  }, PAUSE_SECONDS * 1000);
  const end = () => {
    clearInterval(timer);
    if (process.connected) process.disconnect(); // The channel alone would keep the process.
  };
  for (const news of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(news, end);
}

async function tell(folder: string, beat: string): Promise<void> {
  // Nothing is wanted until the exporter has met a container.
  const wanted = await readFile(join(folder, 'wanted'), 'utf8').catch(() => '');
  const next = join(folder, 'seen.new');
  await writeFile(next, seenText(wanted, { beat, pauseSeconds: PAUSE_SECONDS }));
  await rename(next, join(folder, 'seen'));
}
