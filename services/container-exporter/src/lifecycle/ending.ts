import type { Container } from '@m4max/contracts';
import type { Cause, Life, Meaning, Request, Run } from './life.ts';
import { signalName, signalOfCode, UNNAMED_SIGNAL } from './signals.ts';

/** The longest grace that a stop is believed to give; a signal from before was for something else. */
const GRACE_SECONDS = 600;

export type End = {
  readonly at: Date;
  readonly code: number | undefined;
  readonly oom: boolean;
  readonly asked: Request | undefined;
};

/** Why a run ended, from what was seen before its end. */
export function causeOf({ at, code, oom, asked }: End): Cause {
  if (asked !== undefined) {
    if (asked.isStop && isWithinGrace(asked, at))
      return asked.signal === 'SIGKILL' ? 'killed' : 'asked to stop';
    if (code !== undefined && isEndBy(asked.signal, code)) return 'killed';
  }
  // A process inside may be killed for memory and the container live on: only this code is its end.
  if (oom && code === 137) return 'oom';
  return code === 0 ? 'finished' : 'crashed';
}

/** One without a name may have been any; most are sent to end a container. */
function isEndBy(signal: string, code: number): boolean {
  const ending = signalOfCode(code);
  if (signal === UNNAMED_SIGNAL) return ending === 'SIGKILL' || ending === 'SIGTERM';
  return ending === signal;
}

/** What a signal asks for. The first request to stop counts: one that takes too long ends with a KILL, and stays a stop. */
export function requestOf(
  before: Request | undefined,
  signal: string,
  { at, stopSignal }: { readonly at: Date; readonly stopSignal: string },
): Request {
  if (before?.isStop === true && isWithinGrace(before, at)) return before;
  const name = signalName(signal);
  return { signal: name, at, isStop: [...STOP_SIGNALS, signalName(stopSignal)].includes(name) };
}

const STOP_SIGNALS = ['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGQUIT'];

function isWithinGrace(asked: Request, at: Date): boolean {
  return at.getTime() - asked.at.getTime() <= GRACE_SECONDS * 1000;
}

/** The life after its run ended for this cause. */
export function ended(
  life: Life,
  end: End & Pick<Extract<Run, { kind: 'ended' }>, 'cause' | 'told' | 'oomUntold'>,
): Life {
  const { at, code, cause } = end;
  return {
    ...life,
    run: {
      kind: 'ended',
      at,
      code,
      cause,
      asked: end.asked,
      told: end.told,
      oomUntold: end.oomUntold,
    },
    exit: code === undefined ? undefined : exitOf({ cause, code, at }),
    untoldSince: undefined,
  };
}

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

type Exit = NonNullable<Container['exit']>;

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
  const why = code === undefined ? undefined : starting[code];
  const reason = why === undefined ? 'could not be started' : `could not be started: ${why}`;
  return { code: code ?? 128, oom_killed: false, reason };
}

const starting: Readonly<Record<number, string>> = {
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
