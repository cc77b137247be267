import { millisecondsAt, readLogMoment } from '../fix/log-moment.ts';
import { readFixLine } from '../fix/read-fix-line.ts';
import { createIntake } from '../ledger/intake.ts';
import { makeSample } from '../sample/make-sample.ts';
import type { RecordingOutcome } from './read-recording.ts';
import { recordedWindowSeconds } from './read-recording.ts';

const INPUT = 'recording';

type Line = { readonly text: string; readonly milliseconds: number };

/** What a log of FIX messages says of the whole time that it covers, by its own clock. */
export function readFixRecording(text: string, telemetryStream: string): RecordingOutcome {
  const lines = placedLines(text);
  const times = lines.map(({ milliseconds }) => milliseconds);
  if (times.length === 0)
    return { kind: 'unreadable', reason: 'no FIX messages: expected lines with 8=FIX… in them' };
  const newest = times.reduce((a, b) => Math.max(a, b));
  const oldest = times.reduce((a, b) => Math.min(a, b));
  const windowSeconds = recordedWindowSeconds(oldest, newest);
  const intake = createIntake({ windowSeconds, telemetryStream });
  for (const line of lines)
    intake.fix.take(INPUT, { text: line.text, nowMilliseconds: line.milliseconds });
  const advice = intake.fix.adviceFor(INPUT);
  const sample = makeSample({
    intake,
    inputs: [
      {
        kind: 'fix_log',
        name: INPUT,
        up: true,
        ...(advice === undefined ? {} : { detail: advice }),
      },
    ],
    backlogs: [],
    host: 'unknown',
    intervalSeconds: windowSeconds,
    since: new Date(oldest),
    now: new Date(newest),
  });
  return { kind: 'read', sample: { ...sample, missing: [...sample.missing, noHost] } };
}

const noHost = {
  field: 'host',
  reason: 'a log of FIX messages does not name its machine',
};

/** The lines with messages, each at its own time; one without a time counts with the line before it. */
function placedLines(text: string): readonly Line[] {
  const lines = text.split('\n');
  let milliseconds = firstSentAt(lines);
  return lines.flatMap((line) => {
    const read = readFixLine(line, milliseconds);
    if (read.kind === 'other') return [];
    const moment = read.kind === 'message' ? read.message.moment : undefined;
    if (moment !== undefined) milliseconds = millisecondsAt(moment);
    return [{ text: line, milliseconds }];
  });
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
