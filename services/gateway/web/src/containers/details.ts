import type { LatestContainers } from '@m4max/contracts';
import { clockTime } from '../words/time.ts';
import { byteRate, figures, percent } from '../words/units.ts';
import type { Row } from './rows.ts';
import { probeInWords, restartsInWords } from './words.ts';

type Fact = { readonly name: string; readonly value: string };

/** What is known about one row, for its dialog; what is not known is left out. */
export function rowFacts(row: Row, { links }: LatestContainers, now: Date): readonly Fact[] {
  const { container, probe } = row;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['State', row.trouble.why],
    ['Probe', probe === undefined ? undefined : probeInWords(probe)],
    ['Probe says', probe?.detail],
    ['Image', container?.image],
    ['Restarts', container && restartsInWords(container.restarts)],
    ['Last end', container?.exit && lastEnd(container.exit, now)],
    ['Throttled', share(container?.cpu?.throttled_ratio)],
    ['Processes', container?.pids === undefined ? undefined : figures(container.pids)],
    ['Disk read', rate(container?.block_io?.read_bytes_per_second)],
    ['Disk written', rate(container?.block_io?.write_bytes_per_second)],
    ['Talks to', listed(links.filter(({ from }) => from === row.name).map(({ to }) => to))],
    ['Heard by', listed(links.filter(({ to }) => to === row.name).map(({ from }) => from))],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

/** The kept charts of a container, each with its limit as the full height where there is one. */
export function rowCharts({ name, container }: Row) {
  const cores = container?.cpu?.limit_cores;
  const bytes = container?.memory?.limit_bytes;
  return [
    {
      title: 'CPU',
      unit: 'cores',
      ...(cores === undefined ? {} : { full: cores }),
      series: `container_cpu_cores_used:${name}`,
    },
    {
      title: 'Memory',
      unit: 'bytes',
      ...(bytes === undefined ? {} : { full: bytes }),
      series: `container_memory_working_set_bytes:${name}`,
    },
  ];
}

type Exit = NonNullable<NonNullable<Row['container']>['exit']>;

function lastEnd({ code, reason, at }: Exit, now: Date): string {
  const when = at === undefined ? '' : `, ${clockTime(new Date(at), now)}`;
  return `${reason} (code ${code})${when}`;
}

function share(ratio: number | undefined): string | undefined {
  return ratio === undefined ? undefined : `${percent(ratio)} % of the time`;
}

function rate(bytesPerSecond: number | undefined): string | undefined {
  return bytesPerSecond === undefined ? undefined : byteRate(bytesPerSecond);
}

function listed(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : [...new Set(names)].join(', ');
}
