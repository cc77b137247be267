import type { EngineEntry, Missing, Probe, TradingEngine } from '@m4max/contracts';
import type { Candidate } from '../probes/look-after.ts';
import { describeEngine, matchEngines } from '../probes/look-after.ts';
import type { Where } from '../probes/target.ts';
import { probeEngine } from './probe-engine.ts';

export type Probed = {
  readonly engines: readonly TradingEngine[];
  /** By container id. */
  readonly probes: ReadonlyMap<string, Probe>;
  readonly missing: readonly Missing[];
};

/** Asks every engine of the file at once (the file is bounded), and remembers which ever answered. */
export function engineProber(options: {
  readonly entries: readonly EngineEntry[];
  readonly system: Exclude<Where, 'container'>;
  readonly ownContainerId: string | undefined;
}): (candidates: readonly Candidate[], signal: AbortSignal) => Promise<Probed> {
  const { entries, system, ownContainerId } = options;
  const answered = new Set<string>();
  return async (candidates, signal) => {
    // Only a neighbour on the same engine reaches its containers by their own addresses.
    const isNeighbour = candidates.some(({ container }) => container.id === ownContainerId);
    const where = isNeighbour ? 'container' : system;
    const described = await Promise.all(
      matchEngines(entries, candidates, where).map(async (matched) => {
        const { target, entry } = matched;
        const answer = target.kind === 'ask' ? await probeEngine(target.url, signal) : undefined;
        if (answer !== undefined && answer.status !== 'unreachable') answered.add(entry.name);
        return describeEngine(matched, answer, answered.has(entry.name));
      }),
    );
    const engines = described.map(({ engine }) => engine);
    return {
      engines,
      probes: new Map(
        engines.flatMap(({ container_id, probe }) =>
          container_id === undefined || probe === undefined ? [] : [[container_id, probe]],
        ),
      ),
      missing: unknownEngines(described.map(({ missing }) => missing)),
    };
  };
}

/** Where the platform is not at all, one sentence says more than one for each engine. */
function unknownEngines(reasons: readonly (readonly Missing[])[]): readonly Missing[] {
  if (reasons.some((missing) => missing.length === 0) || reasons.length < 2) return reasons.flat();
  const reason = `none of the ${reasons.length} engines of the trading platform is here: start them, or name yours in ENGINES_FILE`;
  return [{ field: 'trading_engines', reason }];
}
