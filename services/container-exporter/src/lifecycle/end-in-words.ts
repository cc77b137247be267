import type { Container } from '@m4max/contracts';
import type { Cause, Meaning } from './life.ts';
import { signalOfCode } from './signals.ts';

type Exit = NonNullable<Container['exit']>;

export const OOM_KILL: Meaning = {
  what: 'oom_killed',
  detail: 'the kernel killed a process of it for memory',
};

/** What an end means to somebody who reads the events. The kill for memory has been told before. */
export function meaningOfEnd(cause: Cause, code: number | undefined): readonly Meaning[] {
  switch (cause) {
    case 'asked to stop':
      return [{ what: 'stopped', detail: `stopped by request, ${inWords(code)}` }];
    case 'finished':
      return [{ what: 'stopped', detail: `ended by itself, ${inWords(code)}` }];
    case 'killed':
      return [{ what: 'killed', detail: `killed by request, ${inWords(code)}` }];
    case 'crashed':
      return [{ what: 'crashed', detail: inWords(code) }];
    case 'oom':
    case 'not seen':
      return [];
  }
}

export function exitOf(end: {
  readonly cause: Cause;
  readonly code: number;
  readonly at: Date;
}): Exit {
  const signal = signalOfCode(end.code);
  return {
    code: end.code,
    ...(signal === undefined ? {} : { signal }),
    oom_killed: end.cause === 'oom',
    reason: reasonOf(end.cause, end.code),
    at: end.at.toISOString(),
  };
}

/** A container that the engine could not start has no moment of its end. */
export function exitOfFailedStart(code: number | undefined): Exit {
  const why = code === undefined ? undefined : failedStarts[code];
  const reason = why === undefined ? 'could not be started' : `could not be started: ${why}`;
  return { code: code ?? 128, oom_killed: false, reason };
}

const failedStarts: Readonly<Record<number, string>> = {
  126: 'its command is not executable',
  127: 'its command was not found',
};

function reasonOf(cause: Cause, code: number): string {
  switch (cause) {
    case 'asked to stop':
      return 'stopped by request';
    case 'killed':
      return 'killed by request';
    case 'finished':
      return 'ended by itself';
    case 'crashed':
      return `crashed: ${inWords(code)}`;
    case 'oom':
      return 'killed for memory (OOM)';
    case 'not seen':
      return `ended before it was watched: ${inWords(code)}`;
  }
}

function inWords(code: number | undefined): string {
  if (code === undefined) return 'exit code not known';
  const meaning = signalOfCode(code) ?? shells[code];
  return meaning === undefined ? `exit code ${code}` : `exit code ${code} (${meaning})`;
}

/** What a shell means by these. */
const shells: Readonly<Record<number, string>> = {
  126: 'could not be executed',
  127: 'command not found',
};
