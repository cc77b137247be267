import type { LatestTrading } from '@m4max/contracts';
import { duration } from '../words/time.ts';
import { count, percent } from '../words/units.ts';
import type { DetailTable } from './detail-table.ts';
import type { Tone } from './tone.ts';
import { behindTone, worst } from './tone.ts';

type Input = LatestTrading['inputs'][number];

const MOST_REASONS = 4;

/** What of an input is not as it should be now, in words. */
export function inputTrouble(input: Input): string | undefined {
  const { behind_seconds: behind = 0, sampling_ratio: sampled = 1 } = input;
  const words = [
    behindTone(behind) === 'fine' ? [] : [`${duration(behind)} behind`],
    sampled < 1 ? [`${percent(sampled)} % of its market data measured`] : [],
  ].flat();
  return words.length === 0 ? undefined : words.join(', ');
}

/** Where the figures come from, and what of it did not get into them. */
export function inputTable({ inputs }: LatestTrading): DetailTable {
  return {
    title: 'Inputs',
    columns: ['Streams', 'Entries/s', 'Behind', 'Measured', 'Lost', 'Left out'],
    rows: inputs.map((input) => {
      const { behind_seconds: behind, sampling_ratio: sampled, lost_entries_total: lost } = input;
      const total = Object.values(input.rejected).reduce((sum, number) => sum + number, 0);
      return {
        key: input.name,
        name: input.name,
        ...noteOf(input),
        tone: toneOf(input),
        cells: [
          input.streams === undefined ? undefined : count(input.streams),
          input.entries_per_second === undefined ? undefined : count(input.entries_per_second),
          behind === undefined || behind < 0.05 ? undefined : duration(behind),
          sampled === undefined || sampled === 1 ? undefined : `${percent(sampled)} %`,
          lost === undefined || lost === 0 ? undefined : count(lost),
          total === 0 ? undefined : count(total),
        ],
      };
    }),
  };
}

function toneOf({ up, behind_seconds: behind = 0, sampling_ratio: sampled = 1 }: Input): Tone {
  if (!up) return 'critical';
  return worst([behindTone(behind), sampled < 1 ? 'warning' : 'fine']);
}

function noteOf(input: Input): { note?: string } {
  const reasons = leftOut(input);
  const words = [input.detail, reasons && `left out: ${reasons}`].filter(
    (part) => part !== undefined,
  );
  return words.length === 0 ? {} : { note: words.join(' · ') };
}

/** `372 historical, 38 reconciliation`: most first, and no more than four reasons. */
function leftOut({ rejected }: Input): string | undefined {
  const reasons = Object.entries(rejected)
    .filter(([, number]) => number > 0)
    .toSorted(([, one], [, other]) => other - one);
  if (reasons.length === 0) return undefined;
  const words = reasons
    .slice(0, MOST_REASONS)
    .map(([reason, number]) => `${count(number)} ${reason.replaceAll('_', ' ')}`);
  const more = reasons.length - words.length;
  return [...words, ...(more > 0 ? [`${more} more reasons`] : [])].join(', ');
}
