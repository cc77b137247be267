import type { Container } from '@m4max/contracts';
import type { Inspected } from '../replies/inspected.ts';
import type { StatsBody } from '../replies/stats-body.ts';
import { blockIoReadings } from './block-io.ts';
import { cpuReadings } from './cpu.ts';
import { growth } from './growth.ts';
import { knownOf } from './known-of.ts';
import { memoryReadings } from './memory.ts';
import { networkReadings } from './network.ts';
import { readAtSeconds } from './read-at.ts';

/** The parts of a container that come from its stats. */
export type Readings = Pick<
  Container,
  'cpu' | 'memory' | 'network' | 'block_io' | 'pids' | 'pids_limit'
>;

/** An unlimited number of processes comes as the greatest 64-bit one. */
const MAX_PIDS = 4_194_304;

/**
 * What two stats bodies of one container say. Undefined for the empty body of a container that is
 * not running, which must not become zeros.
 */
export function readingsOf(reading: {
  readonly before: StatsBody | undefined;
  readonly now: StatsBody;
  readonly host: Inspected['HostConfig'] | undefined;
}): Readings | undefined {
  const { before, now, host } = reading;
  const readAt = readAtSeconds(now.read);
  if (readAt === undefined) return undefined;
  const seconds = growth(before === undefined ? undefined : readAtSeconds(before.read), readAt);
  // A container that joins another one's network repeats its counters: they stay with the owner.
  const sharesNetwork = host?.NetworkMode.startsWith('container:') === true;
  const readings = knownOf({
    cpu: cpuReadings({ before, now, seconds, host }),
    memory: memoryReadings(now, host),
    network: sharesNetwork ? undefined : networkReadings({ before, now, seconds }),
    block_io: blockIoReadings({ before, now, seconds }),
    pids: countOf(now.pids_stats?.current),
    // Podman gives 0 in a body, whatever the limit is.
    pids_limit: countOf(now.pids_stats?.limit) || countOf(host?.PidsLimit) || undefined,
  });
  return readings ?? {};
}

function countOf(processes: number | undefined): number | undefined {
  if (processes === undefined || processes > MAX_PIDS) return undefined;
  return Number.isInteger(processes) ? processes : undefined;
}
