import type { ExecFileException } from 'node:child_process';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { withDeadline } from '@m4max/service-kit';
import { run } from '../child/run.ts';
import type { Access, PowermetricsFacts, Trial } from '../doctor/powermetrics.ts';
import type { SudoRule } from '../doctor/sudo-listing.ts';
import { ruleIn } from '../doctor/sudo-listing.ts';
import { splitDocuments } from '../plist/split-documents.ts';
import { readDocument } from '../reading/read-document.ts';
import type { CommandLine } from './command-lines.ts';
import {
  bestLine,
  commandLines,
  invocation,
  nextLine,
  refusedSampler,
  SYSTEM_PATH,
} from './command-lines.ts';

const LISTING_SECONDS = 5;
/** A start through sudo on a busy machine takes longer than a sample. */
const START_SECONDS = 5;

/** Finds out how powermetrics may be run here, and runs it until its first document. */
export async function examinePowermetrics(options: {
  readonly path: string | undefined;
  readonly isRoot: boolean;
  readonly intervalSeconds: number;
}): Promise<PowermetricsFacts> {
  const { path, isRoot, intervalSeconds } = options;
  const access: Access =
    path !== undefined
      ? { kind: 'given', path }
      : isRoot
        ? { kind: 'root' }
        : { kind: 'sudo', rule: await askSudo(commandLines(intervalSeconds)) };
  return {
    intervalSeconds,
    access,
    trial: await tryLines(bestLine(intervalSeconds), { path, isRoot }),
  };
}

/** Asks as if the password had never been given: one given a minute ago is forgotten in a few more. */
async function askSudo(lines: readonly CommandLine[]): Promise<SudoRule> {
  try {
    const { stdout } = await promisify(execFile)('sudo', ['-k', '-n', '-l'], {
      env: { ...process.env, LC_ALL: 'C' },
      timeout: LISTING_SECONDS * 1000,
    });
    const needed = lines.map((line) => [SYSTEM_PATH, ...line.arguments].join(' '));
    return ruleIn(stdout, { program: SYSTEM_PATH, lines: needed });
  } catch (error) {
    const { killed, code }: Partial<ExecFileException> = error instanceof Error ? error : {};
    if (killed === true)
      return { kind: 'unknown', why: `sudo did not answer within ${LISTING_SECONDS} s` };
    if (typeof code === 'string') return { kind: 'unknown', why: `sudo cannot be run (${code})` };
    return { kind: 'none' }; // It would ask for a password, or knows no rule at all.
  }
}

type How = { readonly path: string | undefined; readonly isRoot: boolean };

/** Runs the best line that this powermetrics understands. */
async function tryLines(first: CommandLine, how: How): Promise<Trial> {
  let line = first;
  for (;;) {
    const trial = await tryLine(line, how);
    const sampler = trial.kind === 'ended' ? refusedSampler(trial.stderr) : undefined;
    if (sampler === undefined) return trial;
    const next = nextLine(line, { kind: 'unknown sampler', sampler });
    if (next === undefined) return trial;
    line = next;
  }
}

async function tryLine(line: CommandLine, how: How): Promise<Trial> {
  const { program, arguments: words } = invocation({ ...how, line });
  const startedAt = performance.now();
  const seconds = line.intervalSeconds + START_SECONDS;
  const enough = new AbortController();
  const signal = withDeadline(seconds, enough.signal);
  let trial: Trial | undefined;
  const ending = await run(
    {
      program,
      arguments: program === 'sudo' ? ['-k', ...words] : words,
      split: splitDocuments,
    },
    {
      intervalSeconds: line.intervalSeconds,
      signal,
      onDocument(document) {
        trial ??= judge(document, {
          seconds: (performance.now() - startedAt) / 1000,
          samplers: line.samplers,
        });
        enough.abort();
        return true;
      },
      onDropped: () => undefined,
    },
  );
  if (trial !== undefined) return trial;
  if (ending.kind === 'not started') return ending;
  if (ending.kind !== 'exited' || signal.aborted) return { kind: 'silent', seconds };
  return { kind: 'ended', how: ending.how, stderr: ending.stderr };
}

function judge(
  document: string,
  delivered: { readonly seconds: number; readonly samplers: readonly string[] },
): Trial {
  const read = readDocument(document, 'plist');
  return read.kind === 'reading'
    ? { kind: 'delivered', ...delivered }
    : { kind: 'unreadable', why: read.why };
}
