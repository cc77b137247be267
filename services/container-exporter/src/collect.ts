import type { ContainersSample } from '@m4max/contracts';
import { STALE_INTERVALS, VERSION } from '@m4max/contracts';
import type { Logger, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import type { CgroupReader } from './cgroup/cgroup-reader.ts';
import { uniqueEngineNames } from './containers/unique-engine-names.ts';
import { withoutRemoved } from './containers/without-removed.ts';
import type { Engines } from './docker/find-engines.ts';
import type { EngineRound } from './docker/watched-engine.ts';
import type { EngineProber } from './http/probe-engines.ts';
import type { LinkWatcher } from './netprobe/watch-links.ts';

/** A board that somebody watches is renewed each second. */
const WATCHED_SECONDS = 1;

/** The part that collects in rounds, publishes each sample, and keeps the newest for `/metrics`. */
export function collector(options: {
  readonly engines: Engines;
  readonly probe: EngineProber;
  readonly talks: LinkWatcher;
  readonly withCgroups: CgroupReader;
  readonly host: string;
  readonly seconds: number;
  readonly isWatched: () => Promise<boolean>;
  readonly publish: (sample: ContainersSample) => void;
  readonly log: Logger;
}): Part & { latest(): ContainersSample | undefined } {
  const { engines, isWatched, publish, log } = options;
  let intervalSeconds = options.seconds;
  let newest: { readonly sample: ContainersSample; readonly at: number } | undefined;
  const rounds = ticker({
    name: 'collector',
    seconds: () => intervalSeconds,
    log,
    async job(signal) {
      intervalSeconds = (await isWatched())
        ? Math.min(WATCHED_SECONDS, options.seconds)
        : options.seconds;
      const round = await collect({ ...options, intervalSeconds, signal });
      if (signal.aborted) return; // A round that was cut short would tell of missing containers.
      const sample = withoutRemoved(round, (id) => engines.isGone(id));
      newest = { sample, at: performance.now() };
      publish(sample);
    },
  });
  return {
    ...rounds,
    async stop() {
      await rounds.stop();
      await engines.stop();
    },
    latest() {
      if (newest === undefined) return undefined;
      const ageSeconds = (performance.now() - newest.at) / 1000;
      const limit = STALE_INTERVALS * newest.sample.interval_seconds;
      if (ageSeconds > limit) return undefined;
      const sample = withoutRemoved(newest.sample, (id) => engines.isGone(id));
      newest = { ...newest, sample }; // Each series of a page asks for it.
      return sample;
    },
  };
}

/** One round: every container of every engine, every trading engine, one sample. */
export async function collect(options: {
  readonly engines: Pick<Engines, 'current'>;
  readonly probe: EngineProber;
  readonly talks: LinkWatcher;
  readonly withCgroups: CgroupReader;
  readonly host: string;
  readonly intervalSeconds: number;
  readonly signal: AbortSignal;
}): Promise<ContainersSample> {
  const { engines, probe, talks, withCgroups, host, intervalSeconds, signal } = options;
  const takenAt = new Date();
  const begin = performance.now();
  const [{ current, rounds }] = await Promise.all([
    readEngines(engines, signal),
    probe.askKnown(signal),
  ]);
  const found = rounds.flatMap((round) => round.found);
  const [known, probed, { links, missing }] = await Promise.all([
    withCgroups(
      found.map(({ container }) => container),
      signal,
    ),
    probe.settle(rounds, signal),
    talks(found, takenAt),
  ]);
  return {
    v: VERSION,
    host,
    taken_at: takenAt.toISOString(),
    // Where a round takes longer, the next one is as far off: its sample is not late.
    interval_seconds: Math.max(intervalSeconds, (performance.now() - begin) / 1000),
    engines: describeEngines(rounds),
    containers: known.containers.map((container) => {
      const answer = probed.probes.get(container.id);
      return answer === undefined ? container : { ...container, probe: answer };
    }),
    trading_engines: [...probed.engines],
    links: [...links],
    missing: [
      ...current.missing,
      ...rounds.flatMap((round) => round.missing),
      ...known.missing,
      ...probed.missing,
      ...missing,
    ],
  };
}

async function readEngines(engines: Pick<Engines, 'current'>, signal: AbortSignal) {
  const current = await engines.current(signal);
  const rounds = await Promise.all(current.engines.map((engine) => engine.round(signal)));
  return { current, rounds };
}

function describeEngines(rounds: readonly EngineRound[]): ContainersSample['engines'] {
  const names = uniqueEngineNames(rounds.map(({ facts }) => facts));
  return rounds.map(({ facts, up }) => ({
    id: facts.id,
    name: names.get(facts.id) ?? facts.name,
    version: facts.version,
    api_version: facts.apiVersion,
    ...(facts.cpus === undefined ? {} : { cpus: facts.cpus }),
    ...(facts.memoryBytes === undefined ? {} : { memory_bytes: facts.memoryBytes }),
    up,
  }));
}
