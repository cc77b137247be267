import type { Container, LatestContainers } from '@m4max/contracts';
import { clockTime, duration, secondsSince } from '../words/time.ts';
import { byteRate, count, figures, percent } from '../words/units.ts';
import type { TwoReadings } from './pressure.ts';
import { pressureFacts } from './pressure.ts';
import type { Row } from './rows.ts';
import { engineNameOf } from './rows.ts';
import { healthInWords, restartsInWords, upSeconds } from './words.ts';

type Fact = { readonly name: string; readonly value: string };

/** The newest sample, and the one before it where this page has heard one. */
export type Samples = { readonly sample: LatestContainers; readonly before?: LatestContainers };

/** What is known about one row, for its dialog; what is not known is left out. */
export function rowFacts(row: Row, samples: Samples, now: Date): readonly Fact[] {
  const { container, probe, trouble } = row;
  const state =
    container?.stale === true ? `${trouble.why}; readings are the last known` : undefined;
  return [
    ...one('State', state ?? trouble.why),
    ...one('Health', probe && healthInWords(probe)),
    // A probe by state has nothing to add: the state stands above.
    ...one('Detail', probe?.source === 'state' ? undefined : probe?.detail),
    ...(container === undefined ? [] : containerFacts(container, samples, now)),
  ];
}

function containerFacts(container: Container, samples: Samples, now: Date): readonly Fact[] {
  const { image, restarts, exit, cpu, memory, network, block_io: disk } = container;
  const { engines } = samples.sample;
  const up = upSeconds(container, now);
  return [
    ...one('Image', image),
    // Only where several engines are read it matters whose container it is.
    ...one('Engine', engines.length < 2 ? undefined : engineNameOf(container, samples.sample)),
    ...one('Networks', listed(container.networks)),
    ...one('Up', up === undefined ? undefined : duration(up)),
    ...one('Restarts', restartsInWords(restarts)),
    ...one('Last end', exit && lastEnd(exit, now)),
    ...one('Out of memory', times(container.oom_events)),
    ...one('At its memory limit', times(memory?.events?.max ?? memory?.limit_hits_total)),
    ...one('Throttled', share(cpu?.throttled_ratio)),
    ...pressureFacts(container, twoReadings(container, samples)),
    ...one('Processes', processes(container)),
    ...one('Network faults', faults(network)),
    ...one('Disk read', rate(disk?.read_bytes_per_second)),
    ...one('Disk written', rate(disk?.write_bytes_per_second)),
  ];
}

/** Without a limit a chart of cores reaches so high at least: what an idle container uses is no mountain. */
const LEAST_CORES = 0.1;

/** The kept charts of a container, each with its limit as the full height where there is one. */
export function rowCharts({ name, container }: Row) {
  const cores = container?.cpu?.limit_cores;
  const bytes = container?.memory?.limit_bytes;
  return [
    {
      title: 'CPU',
      unit: 'cores',
      full: cores ?? LEAST_CORES,
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

/** The same container one sample earlier; readings that were not renewed are no second reading. */
function twoReadings(container: Container, { sample, before }: Samples): TwoReadings | undefined {
  const earlier = before?.containers.find(({ id }) => id === container.id);
  if (before === undefined || earlier === undefined || container.stale === true) return undefined;
  const seconds = secondsSince(new Date(before.taken_at), new Date(sample.taken_at));
  return { before: earlier, seconds };
}

type Exit = NonNullable<Container['exit']>;

function lastEnd({ code, signal, reason, at }: Exit, now: Date): string {
  const when = at === undefined ? '' : `, ${clockTime(new Date(at), now)}`;
  const isTold = reason.includes(`code ${code}`);
  const how = isTold ? '' : ` (code ${code}${signal === undefined ? '' : `, ${signal}`})`;
  return `${reason}${how}${when}`;
}

function processes({ pids, pids_limit: limit }: Container): string | undefined {
  if (pids === undefined) return undefined;
  return limit === undefined ? figures(pids) : `${figures(pids)} of ${figures(limit)}`;
}

function faults(network: Container['network']): string | undefined {
  const { errors_total: errors = 0, dropped_total: dropped = 0 } = network ?? {};
  const some = [
    errors === 0 ? undefined : `${count(errors)} errors`,
    dropped === 0 ? undefined : `${count(dropped)} dropped`,
  ].filter((words) => words !== undefined);
  return some.length === 0 ? undefined : some.join(', ');
}

function times(number: number | undefined): string | undefined {
  if (number === undefined || number === 0) return undefined;
  return number === 1 ? 'once' : `${count(number)} times`;
}

function share(ratio: number | undefined): string | undefined {
  return ratio === undefined ? undefined : `${percent(ratio)} % of the time`;
}

function rate(bytesPerSecond: number | undefined): string | undefined {
  return bytesPerSecond === undefined ? undefined : byteRate(bytesPerSecond);
}

function listed(names: readonly string[] | undefined): string | undefined {
  return names === undefined || names.length === 0 ? undefined : names.join(', ');
}

function one(name: string, value: string | undefined): readonly Fact[] {
  return value === undefined || value === '' ? [] : [{ name, value }];
}
