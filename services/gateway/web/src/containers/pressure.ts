import type { Container } from '@m4max/contracts';
import { duration } from '../words/time.ts';
import { percent } from '../words/units.ts';

/** A container in two samples, and the seconds between them by the publisher's clock. */
export type TwoReadings = { readonly before: Container; readonly seconds: number };

/** What processes waited for, as Linux counts it (PSI), in the words of the dialog. */
const resources = [
  { name: 'cpu', words: 'Waited for CPU' },
  { name: 'memory', words: 'Waited for memory' },
  { name: 'io', words: 'Waited for disk' },
] as const;

/** A share of the time where two readings tell it, else what it came to since the start. */
export function pressureFacts(
  container: Container,
  readings: TwoReadings | undefined,
): readonly { readonly name: string; readonly value: string }[] {
  return resources.flatMap(({ name, words }) => {
    const now = container.pressure?.[name];
    const before = readings?.before.pressure?.[name];
    const shareOf = (key: 'waiting_seconds_total' | 'stalled_seconds_total') =>
      share(before?.[key], now?.[key], readings?.seconds);
    const waiting = shareOf('waiting_seconds_total');
    if (waiting !== undefined) {
      const stalled = shareOf('stalled_seconds_total');
      const still =
        stalled === undefined || stalled === 0 ? '' : `, ${percent(stalled)} % all of it`;
      return [{ name: words, value: `${percent(waiting)} % of the time${still}` }];
    }
    const total = now?.waiting_seconds_total;
    return total === undefined
      ? []
      : [{ name: words, value: `${duration(total)} since its start` }];
  });
}

/** A counter that went back began anew, and two readings of one moment say nothing. */
function share(
  before: number | undefined,
  now: number | undefined,
  seconds: number | undefined,
): number | undefined {
  if (before === undefined || now === undefined || seconds === undefined) return undefined;
  if (seconds <= 0 || now < before) return undefined;
  return Math.min(1, (now - before) / seconds);
}
