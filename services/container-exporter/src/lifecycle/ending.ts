import { exitOf, meaningOfEnd, OOM_KILL } from './end-in-words.ts';
import type { Cause, Life, Meaning, Request, Run } from './life.ts';
import { signalName, signalOfCode } from './signals.ts';

/** The longest grace that a stop is believed to give; a signal from before was for something else. */
const GRACE_SECONDS = 600;

type End = {
  readonly at: Date;
  readonly code: number | undefined;
  readonly oom: boolean;
  readonly asked: Request | undefined;
};

/** The life after the run that is known, or one that is not, has ended; and what that means. */
export function runEnded(
  life: Life,
  seen: {
    readonly at: Date;
    readonly code: number | undefined;
    /** The engine says so of the run, by whatever way. */
    readonly oomKilled: boolean;
    readonly told: boolean;
  },
): { readonly life: Life; readonly meanings: readonly Meaning[] } {
  const { at, code, oomKilled, told } = seen;
  const { oom, asked } = life.run.kind === 'running' ? life.run : { oom: false, asked: undefined };
  const end = { at, code, oom: oom || oomKilled, asked };
  const cause = causeOf(end);
  // The engine knows of a kill for memory whose event was lost, or comes later.
  const oomUntold = cause === 'oom' && !oom;
  const after = ended(life, { ...end, cause, told, oomUntold });
  if (!oomUntold) return { life: after, meanings: meaningOfEnd(cause, code) };
  return { life: { ...after, oomEvents: life.oomEvents + 1 }, meanings: [OOM_KILL] };
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

/** Why a run ended, from what was seen before its end. */
function causeOf({ at, code, oom, asked }: End): Cause {
  if (asked !== undefined) {
    if (asked.isStop && isWithinGrace(asked, at))
      return asked.signal === 'SIGKILL' ? 'killed' : 'asked to stop';
    if (code !== undefined && isEndBy(asked.signal, code)) return 'killed';
  }
  // A process inside may be killed for memory and the container live on: only this code is its end.
  if (oom && code === 137) return 'oom';
  return code === 0 ? 'finished' : 'crashed';
}

/** One that is not named may have been any; most are sent to end a container. */
function isEndBy(signal: string | undefined, code: number): boolean {
  const ending = signalOfCode(code);
  if (signal === undefined) return ending === 'SIGKILL' || ending === 'SIGTERM';
  return ending === signal;
}

/** What a signal asks for. The first request to stop counts: one that takes too long ends with a KILL, and stays a stop. */
export function requestOf(
  before: Request | undefined,
  signal: string | undefined,
  { at, stopSignal }: { readonly at: Date; readonly stopSignal: string },
): Request {
  if (before?.isStop === true && isWithinGrace(before, at)) return before;
  const name = signal === undefined ? undefined : signalName(signal);
  const isStop = name === signalName(stopSignal) || STOP_SIGNALS.has(name);
  return { signal: name, at, isStop };
}

const STOP_SIGNALS = new Set<string | undefined>(['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGQUIT']);

function isWithinGrace(asked: Request, at: Date): boolean {
  return at.getTime() - asked.at.getTime() <= GRACE_SECONDS * 1000;
}
