import type { TradingSample } from '@m4max/contracts';
import type { Intake } from '../ledger/intake.ts';
import { createIntake } from '../ledger/intake.ts';
import { makeSample } from '../sample/make-sample.ts';
import type { RecordedLine } from './recorded-line.ts';
import { readRecordedLine } from './recorded-line.ts';

export type RecordingOutcome =
  | { readonly kind: 'read'; readonly sample: TradingSample }
  | { readonly kind: 'unreadable'; readonly reason: string };

const INPUT = 'recording';
const SHORTEST_WINDOW_SECONDS = 60;
/** Two recordings far apart in one file are one mistake: the later one counts. */
const LONGEST_WINDOW_SECONDS = 7 * 86_400;

/** What a recorded bus says of the whole time that it covers, by its own clock: the ids of its entries. */
export function readRecording(text: string, telemetryStream: string): RecordingOutcome {
  const { lines, faults } = readLines(text);
  const times = lines.flatMap(({ milliseconds }) => milliseconds ?? []);
  if (times.length === 0) return { kind: 'unreadable', reason: noEntries(faults) };
  const newest = times.reduce((a, b) => Math.max(a, b));
  const oldest = times.reduce((a, b) => Math.min(a, b));
  const windowSeconds = recordedWindowSeconds(oldest, newest);
  const intake = createIntake({ windowSeconds, telemetryStream });
  takeAll(intake, lines, oldest);
  const sample = makeSample({
    intake,
    inputs: [{ kind: 'bus', name: INPUT, up: true }],
    backlogs: [],
    host: 'unknown',
    intervalSeconds: windowSeconds,
    since: new Date(oldest),
    now: new Date(newest),
  });
  const missing = [
    ...sample.missing,
    { field: 'host', reason: 'a recorded bus does not name its machine' },
    ...unreadLines(faults, 'entries'),
  ];
  return { kind: 'read', sample: { ...sample, missing } };
}

/** The time from one moment to another, both in milliseconds, within bounds. */
export function recordedWindowSeconds(oldest: number, newest: number): number {
  const seconds = Math.ceil((newest - oldest) / 1000);
  return Math.min(LONGEST_WINDOW_SECONDS, Math.max(SHORTEST_WINDOW_SECONDS, seconds));
}

function takeAll(intake: Intake, lines: readonly RecordedLine[], oldest: number): void {
  let atMilliseconds = oldest;
  for (const line of lines) {
    atMilliseconds = line.milliseconds ?? atMilliseconds; // Without a time of its own, when the line before came.
    if (line.kind === 'published')
      intake.platform.take(INPUT, line.message, { atMilliseconds, arrivedMilliseconds: undefined });
    else
      intake.takeEntry(INPUT, {
        stream: line.stream,
        fields: line.fields,
        atMilliseconds,
        entryMilliseconds: atMilliseconds,
      });
  }
  intake.nautilus.settleAll();
}

function readLines(text: string): {
  readonly lines: readonly RecordedLine[];
  readonly faults: readonly string[];
} {
  const lines: RecordedLine[] = [];
  const faults: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const outcome = readRecordedLine(line);
    if (outcome.kind === 'line') lines.push(outcome.line);
    else faults.push(`line ${index + 1}: ${outcome.reason}`);
  }
  return { lines, faults };
}

function noEntries([first]: readonly string[]): string {
  const expected = 'no stream entries: expected lines of {"stream", "id", "fields"}';
  return first === undefined ? expected : `${expected}; ${first}`;
}

/** What the reader of a recording should know of the lines that gave nothing. */
export function unreadLines(
  faults: readonly string[],
  field: 'entries' | 'messages',
): TradingSample['missing'] {
  const [first] = faults;
  if (first === undefined) return [];
  return [{ field, reason: `${faults.length} lines could not be read; ${first}` }];
}
