import type { HistoryBucket, SampleKind } from '@m4max/contracts';
import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import { readHistory } from '@m4max/streams';
import { EVIDENCE_SECONDS, optimizations } from '../advice/catalogue.ts';
import type { Evidence } from '../advice/evidence.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { latestAll } from '../fleet/latest.ts';

const EVERY_SECONDS = 60;
const BUCKET_SECONDS = 10;
/** Machines looked at in one run; a larger fleet has one gateway per site. */
const MAX_MACHINES = 200;

/** Looks through the last minutes of every machine for something to gain, once a minute. */
export function findAdvice(options: {
  readonly context: Pick<Context<unknown>, 'log'>;
  readonly store: Store;
  readonly fleet: Fleet;
}): Part {
  const { context, store, fleet } = options;
  return ticker({
    name: 'advice',
    seconds: EVERY_SECONDS,
    log: context.log,
    async job() {
      const now = new Date();
      const latest = latestAll(fleet, now);
      const machines: Evidence[] = [];
      for (const latestHardware of latest.hardware.slice(0, MAX_MACHINES)) {
        const { host } = latestHardware;
        const [hardware, trading] = await Promise.all([
          recent(store, 'hardware', host, now),
          recent(store, 'trading', host, now),
        ]);
        const latestContainers = latest.containers.find((it) => it.host === host);
        machines.push({ host, now, hardware, trading, latestHardware, latestContainers });
      }
      fleet.advice = optimizations(machines, now);
    },
  });
}

function recent(
  store: Store,
  kind: SampleKind,
  host: string,
  now: Date,
): Promise<readonly HistoryBucket[]> {
  return readHistory(store, {
    kind,
    host,
    resolutionSeconds: BUCKET_SECONDS,
    from: new Date(now.getTime() - EVIDENCE_SECONDS * 1000),
    to: now,
    limit: EVIDENCE_SECONDS / BUCKET_SECONDS,
  });
}
