// `pnpm test`: Jest with native ES modules, and the promise that every test file on disk was run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const jest = join(root, 'node_modules/jest/bin/jest.js');
const wanted = process.argv.slice(2);
const skipped = new Set(['node_modules', 'dist', '.git', 'coverage']);

const folder = mkdtempSync(join(tmpdir(), 'm4max-tests-'));
const resultsFile = join(folder, 'results.json');
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    jest,
    '--config',
    join(root, 'tests/jest.config.js'),
    '--json',
    `--outputFile=${resultsFile}`,
    ...wanted,
  ],
  { stdio: ['inherit', 'ignore', 'inherit'], cwd: root },
);
const results = readResults();
rmSync(folder, { recursive: true, force: true });

const notRun = wanted.length > 0 ? [] : filesNotRun();
for (const file of notRun) process.stderr.write(`not run: ${file}\n`);
const failed =
  (results?.numFailedTests ?? 0) + (results?.numRuntimeErrorTestSuites ?? 0) + notRun.length;
if (results) process.stdout.write(`${results.numPassedTests} passed, ${failed} failed\n`);
process.exitCode = status === 0 && failed === 0 ? 0 : 1;

function readResults() {
  try {
    return JSON.parse(readFileSync(resultsFile, 'utf8'));
  } catch {
    return undefined; // Jest did not get as far as writing it, and has said why.
  }
}

function filesNotRun() {
  const run = new Set(results?.testResults.map(({ name }) => relative(root, name)) ?? []);
  return testFiles('.').filter((file) => !run.has(file));
}

/** Every *.test.ts(x) under the folder, whatever Jest's own pattern says. */
function testFiles(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : testFiles(path);
    return /\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
