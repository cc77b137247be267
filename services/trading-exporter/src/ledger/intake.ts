import type { TradingCalendar } from '@m4max/contracts';
import type { FixTaker } from '../fix/fix-taker.ts';
import { createFixTaker } from '../fix/fix-taker.ts';
import type { NautilusTaker } from '../orders/nautilus-taker.ts';
import { createNautilusTaker } from '../orders/nautilus-taker.ts';
import { isPlatformStream } from '../platform/platform-stream.ts';
import type { PlatformTaker } from '../platform/platform-taker.ts';
import { createPlatformTaker } from '../platform/platform-taker.ts';
import { readPlatformMessage } from '../platform/read-platform-message.ts';
import { readTelemetryFields } from '../telemetry/read-telemetry.ts';
import type { TelemetryTaker } from '../telemetry/telemetry-taker.ts';
import { createTelemetryTaker } from '../telemetry/telemetry-taker.ts';
import { asText, valueOf } from './entry-fields.ts';
import type { Ledger } from './ledger.ts';
import { createLedger } from './ledger.ts';

/** An entry as it stands in a stream: names and values in turn. */
type StreamEntry = {
  readonly stream: string;
  readonly fields: readonly Buffer[];
  readonly atMilliseconds: number;
  /** When its Redis had it, by its id. */
  readonly entryMilliseconds: number;
  /** Of a recording: it is shown as it is read, and nobody is woken for it. */
  readonly isPlayed?: boolean;
  /** Market data of a reader that cannot keep up is counted without a look into it. */
  readonly countOnly?: boolean;
};

/** The books, and whoever understands a dialect and writes to them. */
export type Intake = {
  readonly ledger: Ledger;
  readonly nautilus: NautilusTaker;
  readonly telemetry: TelemetryTaker;
  readonly platform: PlatformTaker;
  readonly fix: FixTaker;
  /** Gives an entry to the one who understands its stream. */
  takeEntry(input: string, entry: StreamEntry): void;
};

const TOPIC = Buffer.from('topic');
const PAYLOAD = Buffer.from('payload');
const ENCODING = Buffer.from('encoding');

export function createIntake(options: {
  readonly windowSeconds: number;
  readonly telemetryStream: string;
  /** When venues trade; without any, nothing is said about their silence. */
  readonly calendars?: readonly TradingCalendar[];
}): Intake {
  const { windowSeconds, telemetryStream, calendars } = options;
  const ledger = createLedger(windowSeconds, calendars);
  const nautilus = createNautilusTaker(ledger);
  const telemetry = createTelemetryTaker(ledger);
  const platform = createPlatformTaker(ledger);
  return {
    ledger,
    nautilus,
    telemetry,
    platform,
    fix: createFixTaker(ledger),
    takeEntry(input, entry) {
      const { stream, fields, atMilliseconds, entryMilliseconds } = entry;
      const { isPlayed = false, countOnly = false } = entry;
      ledger.play(input, isPlayed);
      if (stream === telemetryStream) {
        const bytes = fields.reduce((sum, field) => sum + field.length, 0);
        telemetry.take(input, readTelemetryFields(asText(fields)), { atMilliseconds, bytes });
        return;
      }
      if (isPlatformStream(stream, telemetryStream)) {
        const message = readPlatformMessage(fields);
        platform.take(input, message, { atMilliseconds, arrivedMilliseconds: entryMilliseconds });
        return;
      }
      const topic = valueOf(fields, TOPIC);
      const payload = valueOf(fields, PAYLOAD);
      const encoding = () => valueOf(fields, ENCODING)?.toString('utf8');
      nautilus.take(input, {
        stream,
        topic,
        payload,
        encoding,
        atMilliseconds,
        entryMilliseconds,
        countOnly,
      });
    },
  };
}
