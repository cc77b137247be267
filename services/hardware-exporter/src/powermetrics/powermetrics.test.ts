import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import { eventually } from '@m4max/test-kit';
import { powermetrics } from './powermetrics.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'powermetrics-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A shell script in the place of powermetrics, kept running as the service would. */
function keep(script: string) {
  const path = join(folder, 'powermetrics');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  const documents: string[] = [];
  const part = powermetrics({
    path,
    intervalSeconds: 30,
    onDocument: (document) => documents.push(document),
    onDropped: () => undefined,
    log: createLogger('test', 'error'),
  });
  return { part, documents };
}

it('starts again without a sampler that this powermetrics does not know', async () => {
  const { part, documents } = keep(
    `case "$2" in
       *thermal*) echo "powermetrics: unrecognized sampler: thermal" >&2; exit 1;;
       *) printf '<plist>\\n<string>%s</string>\\n</plist>\\n' "$2"; exec sleep 60;;
     esac`,
  );
  await part.start();
  await eventually('a document', () => documents[0]);
  await part.stop();
  expect(documents).toEqual(['<plist>\n<string>cpu_power,gpu_power</string>\n</plist>\n']);
  expect(part.restarts()).toBe(1);
  expect(part.trouble()).toBeUndefined();
});

it('says what to do when it is not allowed to, and stops while it waits', async () => {
  const { part } = keep('echo "powermetrics must be invoked as the superuser" >&2; exit 1');
  await part.start();
  const trouble = await eventually('a reason', () => part.trouble());
  expect(trouble).toContain('powermetrics needs root: add the sudo rule');
  await part.stop();
});

it('starts a powermetrics anew that ended, and forgets the trouble', async () => {
  const { part, documents } = keep(
    `if [ -e "${folder}/ran" ]; then printf '<plist>\\n<true/>\\n</plist>\\n'; exec sleep 60; fi
     touch "${folder}/ran"; echo "Abort trap" >&2; exit 134`,
  );
  await part.start();
  expect(await eventually('a reason', () => part.trouble())).toContain('Abort trap');
  await eventually('a document', () => documents[0]);
  expect(part.trouble()).toBeUndefined();
  expect(part.restarts()).toBe(1);
  await part.stop();
});
