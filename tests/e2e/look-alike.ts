import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A compiled look-alike of the demo. */
export function lookAlike(name: 'powermetrics' | 'trading-day'): string {
  return fileURLToPath(new URL(`../../packages/cli/dist/demo/${name}.js`, import.meta.url));
}

/** A program that speaks as powermetrics does; the load of its P-cores is read from a file, 0 to 1. */
export function simulatedMac(folder: string): {
  readonly environment: Readonly<Record<string, string>>;
  setLoad(ratio: number): void;
  /** A load and faults, in the words of the look-alike. */
  order(words: string): void;
} {
  const script = lookAlike('powermetrics');
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
    order: (words) => writeFileSync(load, words),
  };
}
