import { topicOfStream } from '../decode/read-message.ts';
import { readTelemetryFields } from '../telemetry/read-telemetry.ts';
import type { Ledger } from './ledger.ts';

/** An entry as it stands in a stream: names and values in turn. */
export type StreamEntry = {
  readonly stream: string;
  readonly fields: readonly Buffer[];
  readonly atMilliseconds: number;
};

const TOPIC = Buffer.from('topic');
const PAYLOAD = Buffer.from('payload');
/** No producer writes more; the rest is not looked at. */
const MAX_FIELDS = 64;

/** Takes one entry for what its stream makes it: telemetry, or a message of a NautilusTrader bus. */
export function takeStreamEntry(options: {
  readonly ledger: Ledger;
  readonly input: string;
  readonly entry: StreamEntry;
  readonly telemetryStream: string;
}): void {
  const { ledger, input, entry, telemetryStream } = options;
  const { stream, fields, atMilliseconds } = entry;
  if (stream === telemetryStream) {
    const bytes = fields.reduce((sum, field) => sum + field.length, 0);
    ledger.takeTelemetry(input, readTelemetryFields(asText(fields)), { atMilliseconds, bytes });
    return;
  }
  const topic = valueOf(fields, TOPIC)?.toString('utf8') ?? topicOfStream(stream);
  ledger.takeEntry(input, { topic, payload: valueOf(fields, PAYLOAD), atMilliseconds });
}

/** Fields are looked up by name: their order and number differ between versions of the producer. */
function valueOf(fields: readonly Buffer[], name: Buffer): Buffer | undefined {
  for (let at = 0; at + 1 < fields.length && at < 2 * MAX_FIELDS; at += 2)
    if (fields[at]?.equals(name)) return fields[at + 1];
  return undefined;
}

function asText(fields: readonly Buffer[]): Readonly<Record<string, string>> {
  const text: Record<string, string> = Object.create(null);
  for (let at = 0; at + 1 < fields.length && at < 2 * MAX_FIELDS; at += 2) {
    const name = fields[at]?.toString('utf8');
    if (name !== undefined) text[name] = fields[at + 1]?.toString('utf8') ?? '';
  }
  return text;
}
