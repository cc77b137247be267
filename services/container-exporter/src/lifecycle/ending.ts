import type { Container } from '@m4max/contracts';
import type { Cause, Life, Meaning, Request } from './life.ts';
import { signalName } from './signals.ts';

/** A signal other than TERM and KILL may have asked for something else, such as a reload, long before. */
const REQUEST_SECONDS = 60;

/** Why a run ended, from what was seen before its `die`. */
export function causeOf(end: {
  readonly at: Date;
  readonly code: number | undefined;
  readonly oom: boolean;
  readonly asked: Request | undefined;
}): Cause {
  const { at, code, oom, asked } = end;
  if (asked !== undefined && stillAsked(asked, at))
    return signalName(asked.signal) === 'SIGKILL' ? 'killed' : 'asked to stop';
  // A process inside may be killed for memory and the container live on: only this code is its end.
  if (oom && code === 137) return 'oom';
  return code === 0 ? 'finished' : 'crashed';
}

/** The life after its run ended for this cause. */
export function ended(
  life: Life,
  end: { readonly at: Date; readonly code: number | undefined; readonly cause: Cause },
): Life {
  return {
    ...life,
    run: { kind: 'ended', ...end },
    exit: end.code === undefined ? undefined : exitOf(end.cause, end.code, end.at),
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

function exitOf(cause: Cause, code: number, at: Date): NonNullable<Container['exit']> {
  const signal = signalOf(code);
  return {
    code,
    ...(signal === undefined ? {} : { signal }),
    oom_killed: cause === 'oom',
    reason: reasonOf(cause, code),
    at: at.toISOString(),
  };
}

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

function stillAsked({ signal, at }: Request, ended: Date): boolean {
  if (['SIGTERM', 'SIGKILL'].includes(signalName(signal))) return true;
  return (ended.getTime() - at.getTime()) / 1000 <= REQUEST_SECONDS;
}

/** A shell and the engine give 128 + the number of the signal that ended a process. */
function signalOf(code: number): string | undefined {
  return code > 128 && code < 160 ? signalName(String(code - 128)) : undefined;
}

function inWords(code: number | undefined): string {
  if (code === undefined) return 'exit code not known';
  const signal = signalOf(code);
  return signal === undefined ? `exit code ${code}` : `exit code ${code} (${signal})`;
}
