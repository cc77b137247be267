import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, jest } from '@jest/globals';
import { findProgram } from './find-program.ts';

jest.setTimeout(60_000); // One of the programs takes 5 s to be given up.

const root = mkdtempSync(join(tmpdir(), 'find-program-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder with a stand-in of that name; gives its path. */
function program(name: string, script: string, mode = 0o755): { folder: string; path: string } {
  const folder = mkdtempSync(join(root, 'bin-'));
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, mode);
  return { folder, path };
}

it.each([
  { name: 'macmon', script: 'echo "macmon 0.8.2"', version: '0.8.2' },
  { name: 'macmon', script: 'echo "macmon 0.4.0"', version: '0.4.0' },
  { name: 'mactop', script: 'echo "mactop version: v2.1.3"', version: '2.1.3' },
  { name: 'mactop', script: 'echo "Version von mactop: v2.2"', version: '2.2.0' },
  { name: 'mactop', script: 'echo "built from source"', version: undefined },
  { name: 'macmon', script: 'echo "unknown option" >&2; exit 2', version: undefined },
] as const)(
  'finds a program where it is usually installed: $script',
  async ({ name, script, version }) => {
    const { folder, path } = program(name, script);
    const folders = [join(root, 'not-there'), folder];
    expect(await findProgram(name, { path: undefined, folders })).toEqual({
      kind: 'found',
      program: path,
      ...(version === undefined ? {} : { version }),
    });
  },
);

it('goes on where a folder of programs is none', async () => {
  const { folder, path } = program('macmon', 'echo "macmon 0.8.2"');
  const folders = [path, folder];
  expect(await findProgram('macmon', { path: undefined, folders })).toMatchObject({
    program: path,
  });
});

it('takes the path that was given, whatever it is called', async () => {
  const { path } = program('my-macmon', 'echo "macmon 0.7.2"');
  expect(await findProgram('macmon', { path })).toEqual({
    kind: 'found',
    program: path,
    version: '0.7.2',
  });
});

it('goes on after a program that is too old', async () => {
  const older = program('macmon', 'echo "macmon 0.3.3"');
  const newer = program('macmon', 'echo "macmon 0.8.0"');
  const folders = [older.folder, newer.folder];
  expect(await findProgram('macmon', { path: undefined, folders })).toMatchObject({
    program: newer.path,
  });
});

it.each([
  { title: 'nothing', make: () => ({ folders: [] }), why: 'brew install macmon' },
  {
    title: 'nothing at the path that was given',
    make: () => ({ path: join(root, 'nothing') }),
    why: 'set MACMON_PATH to where macmon is',
  },
  {
    title: 'a version before JSON',
    make: () => ({ path: program('macmon', 'echo "macmon 0.3.3"').path }),
    why: 'brew upgrade macmon',
  },
  {
    title: 'a file that may not be run',
    make: () => ({ path: program('macmon', 'echo', 0o644).path }),
    why: 'make it executable',
  },
  {
    title: 'a program that does not answer',
    make: () => ({ path: program('macmon', 'exec sleep 600').path }),
    why: 'did not answer --version within 5 s',
  },
])('says what to do about $title', async ({ make, why }) => {
  const found = await findProgram('macmon', { path: undefined, ...make() });
  expect(found).toEqual({ kind: 'missing', why: expect.stringContaining(why) });
});
