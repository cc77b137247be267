import type { LatestTrading } from '@m4max/contracts';
import { bound, count, figures, milliseconds } from '../words/units.ts';
import type { CardFact } from './card-fact.ts';
import type { DetailTable } from './detail-table.ts';
import type { Tone } from './tone.ts';
import { worst } from './tone.ts';

type Slo = NonNullable<LatestTrading['slos']>[number];
type Burn = Slo['burn_rates'][number];

const titles = new Map([
  ['order_ack', 'Order answers'],
  ['order_fix_ack', 'FIX order answers'],
  ['market_data_feed', 'Market data'],
  ['risk', 'Risk checks'],
  ['ml_infer', 'ML inference'],
]);

/** From which rate on a window alerts: the same as the rules have. */
const LIMITS: readonly { readonly seconds: number; readonly rate: number; readonly tone: Tone }[] =
  [
    { seconds: 3600, rate: 14.4, tone: 'critical' },
    { seconds: 6 * 3600, rate: 6, tone: 'warning' },
  ];

/** The promise that is broken worst, where one is broken often enough to alert. */
export function budgetNews(slos: readonly Slo[]): readonly CardFact[] {
  const burning = slos.flatMap((slo) =>
    slo.burn_rates.flatMap((burn) => {
      const tone = burnTone(burn);
      return tone === 'fine' ? [] : [{ slo, burn, tone }];
    }),
  );
  const [gravest] = burning.toSorted((one, other) => rateOf(other.burn) - rateOf(one.burn));
  if (gravest === undefined) return [];
  const { slo, burn, tone } = gravest;
  const value = `burns ${figures(rateOf(burn))}× in ${hours(burn.window_seconds)}`;
  return [{ name: `Budget, ${promiseTitle(slo.slo)}`, value, tone }];
}

/** How the promises are kept, and how fast the budget of broken ones is burned. */
export function promiseTable({ slos = [] }: LatestTrading): DetailTable {
  const windows = [
    ...new Set(slos.flatMap((slo) => slo.burn_rates.map((it) => it.window_seconds))),
  ].toSorted((one, other) => one - other);
  return {
    title: 'Promises',
    columns: [
      'Within, ms',
      'Promised',
      'Kept',
      'Events',
      ...windows.map((seconds) => `Burn, ${hours(seconds)}`),
    ],
    rows: slos.map((slo) => {
      const events = slo.good_total + slo.bad_total;
      return {
        key: slo.slo,
        name: promiseTitle(slo.slo),
        tone: worst(slo.burn_rates.map(burnTone)),
        cells: [
          bound(milliseconds(slo.target_seconds)),
          share(slo.objective),
          events === 0 ? undefined : share(slo.good_total / events),
          count(events),
          ...windows.map((seconds) => {
            const burn = slo.burn_rates.find((it) => it.window_seconds === seconds);
            return burn && `${figures(burn.burn_rate)}×`;
          }),
        ],
      };
    }),
  };
}

function burnTone(burn: Burn): Tone {
  const limit = LIMITS.find(({ seconds }) => seconds === burn.window_seconds);
  return limit !== undefined && rateOf(burn) > limit.rate ? limit.tone : 'fine';
}

/** One that burned and burns no more alarms nobody. */
function rateOf({ sustained_burn_rate: sustained = 0 }: Burn): number {
  return sustained;
}

function promiseTitle(slo: string): string {
  return titles.get(slo) ?? slo.replaceAll('_', ' ');
}

function hours(seconds: number): string {
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return seconds < 48 * 3600
    ? `${Math.round(seconds / 3600)} h`
    : `${Math.round(seconds / 86_400)} d`;
}

/** Two decimals, cut off: what is not all of it never reads 100 %. */
function share(ratio: number): string {
  return `${Math.floor(ratio * 10_000 + 1e-6) / 100} %`;
}
