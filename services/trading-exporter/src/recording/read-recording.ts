import type { TradingSample } from '@m4max/contracts';
import { z } from 'zod';
import { createIntake } from '../ledger/intake.ts';
import { millisecondsOf } from '../ledger/placed-at.ts';
import { makeSample } from '../sample/make-sample.ts';

/** A stream entry as a line of JSON; `payload_encoding` says how a binary payload was written down. */
const Line = z.object({
  stream: z.string().min(1),
  id: z.string().regex(/^\d{1,15}(-\d+)?$/, 'expected an entry id such as 1760088600001-0'),
  fields: z.array(z.string()),
  payload_encoding: z.literal('base64').optional(),
});
type Line = z.infer<typeof Line>;

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
  if (lines.length === 0)
    return {
      kind: 'unreadable',
      reason: `no stream entries: expected lines of {"stream", "id", "fields"}${faults[0] === undefined ? '' : `; ${faults[0]}`}`,
    };
  const times = lines.map(({ id }) => millisecondsOf(id));
  const newest = times.reduce((a, b) => Math.max(a, b));
  const oldest = times.reduce((a, b) => Math.min(a, b));
  const windowSeconds = Math.min(
    LONGEST_WINDOW_SECONDS,
    Math.max(SHORTEST_WINDOW_SECONDS, Math.ceil((newest - oldest) / 1000)),
  );
  const intake = createIntake({ windowSeconds, telemetryStream });
  for (const line of lines)
    intake.takeEntry(INPUT, {
      stream: line.stream,
      fields: bytesOf(line),
      atMilliseconds: millisecondsOf(line.id),
      entryMilliseconds: millisecondsOf(line.id),
    });
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
    ...unreadLines(faults),
  ];
  return { kind: 'read', sample: { ...sample, missing } };
}

function readLines(text: string): {
  readonly lines: readonly Line[];
  readonly faults: readonly string[];
} {
  const lines: Line[] = [];
  const faults: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const outcome = readLine(line);
    if (outcome.kind === 'line') lines.push(outcome.line);
    else faults.push(`line ${index + 1}: ${outcome.reason}`);
  }
  return { lines, faults };
}

function readLine(
  line: string,
):
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'fault'; readonly reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { kind: 'fault', reason: 'not JSON' };
  }
  const parsed = Line.safeParse(value);
  if (parsed.success) return { kind: 'line', line: parsed.data };
  return { kind: 'fault', reason: z.prettifyError(parsed.error).replaceAll('\n', ' ') };
}

function unreadLines(faults: readonly string[]): TradingSample['missing'] {
  const [first] = faults;
  if (first === undefined) return [];
  return [{ field: 'entries', reason: `${faults.length} lines could not be read; ${first}` }];
}

function bytesOf({ fields, payload_encoding }: Line): readonly Buffer[] {
  return fields.map((field, index) => {
    const isPayload = index % 2 === 1 && fields[index - 1] === 'payload';
    return Buffer.from(field, isPayload && payload_encoding === 'base64' ? 'base64' : 'utf8');
  });
}
