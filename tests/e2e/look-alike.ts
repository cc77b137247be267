import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program that speaks as powermetrics does; the load of its P-cores is read from a file, 0 to 1. */
export function simulatedMac(folder: string): {
  readonly environment: Readonly<Record<string, string>>;
  setLoad(ratio: number): void;
} {
  const script = fileURLToPath(
    new URL('../../packages/cli/dist/demo/powermetrics.js', import.meta.url),
  );
  const program = join(folder, 'powermetrics');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(program, 0o755);
  const load = join(folder, 'load');
  return {
    environment: {
      HARDWARE_SOURCES: 'powermetrics',
      POWERMETRICS_PATH: program,
      M4MAX_DEMO_LOAD_FILE: load,
    },
    setLoad: (ratio) => writeFileSync(load, String(ratio)),
  };
}
