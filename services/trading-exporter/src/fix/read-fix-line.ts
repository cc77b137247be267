import type { LogMoment } from './log-moment.ts';
import { readLogMoment } from './log-moment.ts';

/** A FIX message as it was logged. Only the tags that are asked for are looked up. */
export type FixMessage = {
  /** Tag 35. */
  readonly type: string;
  readonly sender: string;
  readonly target: string;
  /** When its line was written; absent when the line does not say. */
  readonly moment: LogMoment | undefined;
  /** Sent before, or maybe (43, 97): it tells what is known, and nothing of how long that took. */
  readonly isResent: boolean;
  /** The first value of a tag, if it has one that is not empty. */
  readonly valueOf: (tag: number) => string | undefined;
};

export type FixLine =
  | { readonly kind: 'message'; readonly message: FixMessage }
  /** An event of the session, or whatever else is written there. */
  | { readonly kind: 'other' }
  | {
      readonly kind: 'rejected';
      readonly reason: 'parse' | 'bad_timestamp' | 'too_large';
      readonly detail: string;
    };

/** An order has some hundred bytes; what is longer is a list of instruments. */
export const MAX_LINE_BYTES = 64 * 1024;
/** Identifiers are kept in memory, so one that is longer is not taken. */
const MAX_VALUE = 128;

const MARK = '8=FIX';
/**
 * Whatever stands between the version and the next tag, BodyLength or a writer's own choice of MsgType,
 * is what the log puts between fields: SOH, `|`, `^A`, `\x01`, `<SOH>`.
 */
const START = /8=FIXT?\.\d\.\d(?:SP\d)?(.{1,8}?)(?:9|35)=/;

/**
 * Reads one line of a log of FIX messages. A line that does not reach the CheckSum was cut and is not
 * believed; the sum itself is not verified, since a log that writes another delimiter has broken it.
 * SendingTime (52) is never read: a peer's clock is not ours, and half a pair is no measurement.
 */
export function readFixLine(line: string, nearMilliseconds: number): FixLine {
  const start = line.indexOf(MARK);
  if (start === -1) return { kind: 'other' };
  if (line.length > MAX_LINE_BYTES)
    return rejected('too_large', `a line of ${line.length} characters`);
  const delimiter = START.exec(line)?.[1];
  if (delimiter === undefined) return rejected('parse', 'no delimiter after the FIX version');
  const end = endOf(line, start, delimiter);
  if (end === undefined) return rejected('parse', 'cut off before its CheckSum (10)');
  const body = line.slice(start, end) + delimiter;
  const valueOf = (tag: number) => lookUp(body, delimiter, tag);
  const [type, sender, target] = [valueOf(35), valueOf(49), valueOf(56)];
  if (type === undefined || sender === undefined || target === undefined)
    return rejected('parse', 'no MsgType (35), SenderCompID (49) or TargetCompID (56)');
  const moment = readLogMoment(line.slice(0, start), nearMilliseconds);
  if (moment === 'impossible') return rejected('bad_timestamp', line.slice(0, Math.min(start, 64)));
  const isResent = valueOf(43) === 'Y' || valueOf(97) === 'Y';
  return { kind: 'message', message: { type, sender, target, moment, isResent, valueOf } };
}

/** Where the last field begins: what follows it is the log's own. */
function endOf(line: string, start: number, delimiter: string): number | undefined {
  const end = line.indexOf(`${delimiter}10=`, start);
  if (end === -1) return undefined;
  return isDigit(line.charCodeAt(end + delimiter.length + 3)) ? end : undefined;
}

function lookUp(body: string, delimiter: string, tag: number): string | undefined {
  const field = `${delimiter}${tag}=`;
  const at = body.indexOf(field);
  if (at === -1) return undefined;
  const from = at + field.length;
  const value = body.slice(from, body.indexOf(delimiter, from));
  return value === '' || value.length > MAX_VALUE ? undefined : value;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function rejected(
  reason: 'parse' | 'bad_timestamp' | 'too_large',
  detail: string,
): Extract<FixLine, { kind: 'rejected' }> {
  return { kind: 'rejected', reason, detail };
}
