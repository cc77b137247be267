import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

/** What dependency-cruiser says of a small tree. */
async function bordersOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'm4max-borders-'));
  const planted = { 'packages/.keep': '', 'services/.keep': '', ...files };
  try {
    for (const [path, text] of Object.entries(planted)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const cruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const config = join(root, '.dependency-cruiser.cjs');
    const args = [cruise, '--config', config, '--output-type', 'err-long', 'packages', 'services'];
    const { stdout } = await run(process.execPath, args, { cwd: folder }).catch(
      (error: { stdout: string }) => error,
    );
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const library = {
  'node_modules/axios/package.json': '{"name":"axios","main":"index.js"}',
  'node_modules/axios/index.js': '',
};
const service = 'services/sample/src';

it.each([
  {
    rule: 'no-cycles',
    files: {
      [`${service}/a.ts`]: "import { b } from './b.ts';\nexport const a = () => b;",
      [`${service}/b.ts`]: "import { a } from './a.ts';\nexport const b = () => a;",
    },
  },
  { rule: 'resolvable', files: { [`${service}/a.ts`]: "import '@m4max/other-service';" } },
  {
    rule: 'services-stand-alone',
    files: {
      [`${service}/a.ts`]: "import '../../other/src/b.ts';",
      'services/other/src/b.ts': '',
    },
  },
  {
    rule: 'packages-know-no-service',
    files: {
      'packages/streams/src/a.ts': "import '../../../services/sample/src/b.ts';",
      [`${service}/b.ts`]: '',
    },
  },
  {
    rule: 'contracts-hold-shapes-only',
    files: { 'packages/contracts/src/a.ts': "import 'axios';", ...library },
  },
  { rule: 'core-is-pure', files: { [`${service}/rules/a.ts`]: "import 'node:fs';" } },
  {
    rule: 'core-uses-no-io-library',
    files: { [`${service}/a.ts`]: "import 'axios';", ...library },
  },
  {
    rule: 'core-knows-no-shell',
    files: { [`${service}/a.ts`]: "import './http/b.ts';", [`${service}/http/b.ts`]: '' },
  },
  {
    rule: 'main-is-the-top',
    files: { [`${service}/service.ts`]: "import './main.ts';", [`${service}/main.ts`]: '' },
  },
])(
  '$rule fires on a planted violation',
  async ({ rule, files }) => {
    expect(await bordersOf(files)).toMatch(`error ${rule}`);
  },
  30_000,
);

it('what is allowed passes', async () => {
  const found = await bordersOf({
    [`${service}/main.ts`]: "import './service.ts';",
    [`${service}/service.ts`]: "import './http/b.ts';\nimport './rules/a.ts';",
    [`${service}/http/b.ts`]: "import 'node:fs';\nimport 'axios';\nimport '../rules/a.ts';",
    [`${service}/rules/a.ts`]: "import 'node:path';\nimport type {} from 'axios';",
    [`${service}/rules/a.test.ts`]: "import 'node:fs';\nimport './a.ts';",
    ...library,
  });
  expect(found).toMatch('no dependency violations found');
}, 30_000);
