import type { ExecFileException } from 'node:child_process';
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isOlder } from '../reading/is-older.ts';

/** What was found of a program; the version is absent when it does not tell one. */
export type FoundProgram =
  | { readonly kind: 'found'; readonly program: string; readonly version?: string }
  | { readonly kind: 'missing'; readonly why: string };

type Name = 'macmon' | 'mactop';

/** Programs that are older print nothing that can be read. */
const SINCE: Readonly<Record<Name, { readonly version: string; readonly lacking: string }>> = {
  macmon: { version: '0.4.0', lacking: 'JSON' },
  mactop: { version: '2.0.0', lacking: '--headless' },
};

/** Where Homebrew, cargo and go put programs. What launchd starts has none of them on its PATH. */
const FOLDERS = [
  '/opt/homebrew/bin',
  '/usr/local/bin',
  join(homedir(), '.cargo/bin'),
  join(homedir(), 'go/bin'),
];

const ANSWER_SECONDS = 5;
const MAX_ANSWER_BYTES = 64 * 1024;

/** Looks for a program: at the path that was given, or on the PATH and then where it is usually installed. */
export async function findProgram(
  name: Name,
  options: { readonly path: string | undefined; readonly folders?: readonly string[] },
): Promise<FoundProgram> {
  const { path, folders = FOLDERS } = options;
  const candidates =
    path === undefined ? [name, ...folders.map((folder) => join(folder, name))] : [path];
  let why: string | undefined;
  for (const program of candidates) {
    const found = await lookAt(name, program);
    if (found?.kind === 'found') return found;
    why ??= found?.why;
  }
  if (path !== undefined)
    why ??= `${path} is not there: set ${name.toUpperCase()}_PATH to where ${name} is, or unset it`;
  return { kind: 'missing', why: why ?? `${name} is not installed: brew install ${name}` };
}

/** `undefined` when there is no such file. */
async function lookAt(name: Name, program: string): Promise<FoundProgram | undefined> {
  const answer = await askVersion(program);
  if (answer.kind === 'absent') return undefined;
  if (answer.kind === 'unusable') return { kind: 'missing', why: answer.why };
  const { version } = answer;
  const since = SINCE[name];
  if (version === undefined || !isOlder(version, since.version))
    return { kind: 'found', program, ...(version === undefined ? {} : { version }) };
  return {
    kind: 'missing',
    why: `${program} is version ${version}, which has no ${since.lacking} yet: brew upgrade ${name}`,
  };
}

type Answer =
  | { readonly kind: 'ran'; readonly version: string | undefined }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unusable'; readonly why: string };

async function askVersion(program: string): Promise<Answer> {
  try {
    return await runForVersion(program);
  } catch (error) {
    return answerOf(error as ExecFileException, program); // Some failures are thrown at once.
  }
}

function runForVersion(program: string): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(
      program,
      ['--version'],
      { timeout: ANSWER_SECONDS * 1000, killSignal: 'SIGKILL', maxBuffer: MAX_ANSWER_BYTES },
      (error, stdout) =>
        resolve(
          error === null || typeof error.code === 'number'
            ? { kind: 'ran', version: versionIn(stdout) }
            : answerOf(error, program),
        ),
    );
  });
}

/** Why it did not run. */
function answerOf(error: ExecFileException, program: string): Answer {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return { kind: 'absent' };
  const why =
    error.killed === true
      ? `${program} did not answer --version within ${ANSWER_SECONDS} s: run it by hand to see why`
      : `${program} cannot be run (${error.code ?? error.signal}): make it executable or install it anew`;
  return { kind: 'unusable', why };
}

/** `macmon 0.8.2`, `mactop version: v2.1.3`. */
function versionIn(text: string): string | undefined {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  if (match === null) return undefined;
  const [, major, minor, patch = '0'] = match;
  return `${major}.${minor}.${patch}`;
}
