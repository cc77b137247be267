import { millisecondsAt, readLogMoment } from '../fix/log-moment.ts';
import { readFixLine } from '../fix/read-fix-line.ts';
import { createIntake } from '../ledger/intake.ts';
import { makeSample } from '../sample/make-sample.ts';
import type { RecordingOutcome } from './read-recording.ts';
import { recordedWindowSeconds, unreadLines } from './read-recording.ts';

const INPUT = 'recording';

type Line = { readonly text: string; readonly milliseconds: number };

/** What a log of FIX messages says of the whole time that it covers, by its own clock. */
export function readFixRecording(text: string, telemetryStream: string): RecordingOutcome {
  const { lines, faults } = placedLines(text);
  if (lines.length === faults.length) return { kind: 'unreadable', reason: noMessages(faults) };
  const times = lines.map(({ milliseconds }) => milliseconds);
  const newest = times.reduce((a, b) => Math.max(a, b));
  const oldest = times.reduce((a, b) => Math.min(a, b));
  const windowSeconds = recordedWindowSeconds(oldest, newest);
  const intake = createIntake({ windowSeconds, telemetryStream });
  for (const line of lines)
    intake.fix.take(INPUT, { text: line.text, nowMilliseconds: line.milliseconds });
  const advice = intake.fix.adviceFor(INPUT);
  const detail = advice === undefined ? {} : { detail: advice };
  const sample = makeSample({
    intake,
    inputs: [{ kind: 'fix_log', name: INPUT, up: true, ...detail }],
    backlogs: [],
    host: 'unknown',
    intervalSeconds: windowSeconds,
    since: new Date(oldest),
    now: new Date(newest),
  });
  const missing = [...sample.missing, noHost, ...unreadLines(faults, 'messages')];
  return { kind: 'read', sample: { ...sample, missing } };
}

const noHost = {
  field: 'host',
  reason: 'a log of FIX messages does not name its machine',
};

function noMessages([first]: readonly string[]): string {
  const expected = 'no FIX messages: expected lines with 8=FIX… to 10=… in them';
  return first === undefined ? expected : `${expected}; ${first}`;
}

/** The lines with messages, each at its own time; one without a time counts with the line before it. */
function placedLines(text: string): {
  readonly lines: readonly Line[];
  readonly faults: readonly string[];
} {
  const all = text.split('\n');
  const lines: Line[] = [];
  const faults: string[] = [];
  let milliseconds = firstSentAt(all);
  for (const [index, line] of all.entries()) {
    const read = readFixLine(line, milliseconds);
    if (read.kind === 'other') continue;
    if (read.kind === 'rejected') faults.push(`line ${index + 1}: ${read.detail}`);
    const moment = read.kind === 'message' ? read.message.moment : undefined;
    if (moment !== undefined) milliseconds = millisecondsAt(moment);
    lines.push({ text: line, milliseconds });
  }
  return { lines, faults };
}

/** A log that tells only the time of day, or none at all, is of the day on which its messages were sent. */
function firstSentAt(lines: readonly string[]): number {
  for (const line of lines) {
    const read = readFixLine(line, 0);
    const sent = read.kind === 'message' ? read.message.valueOf(52) : undefined;
    const moment = sent === undefined ? undefined : readLogMoment(sent, 0);
    if (moment !== undefined && moment !== 'impossible') return millisecondsAt(moment);
  }
  return 0;
}
