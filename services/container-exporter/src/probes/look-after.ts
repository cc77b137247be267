import type { Container, EngineEntry, Missing, Probe, TradingEngine } from '@m4max/contracts';
import type { Inspected } from '../replies/inspected.ts';
import type { Target, Where } from './target.ts';
import { targetOf } from './target.ts';

/** A container that may be an engine's. */
export type Candidate = {
  readonly container: Container;
  readonly inspected: Inspected | undefined;
};

/** An engine of the file with its container, and how its health is to be learnt. */
export type Matched = {
  readonly entry: EngineEntry;
  readonly container: Container | undefined;
  readonly target: Target;
};

/** Finds each engine's container by its name; where two engines have one, the running one counts. */
export function matchEngines(
  entries: readonly EngineEntry[],
  candidates: readonly Candidate[],
  where: Where,
): readonly Matched[] {
  return entries.map((entry) => {
    const named = candidates.filter(({ container }) => container.name === entry.name);
    const match = named.find(({ container }) => container.state === 'running') ?? named[0];
    const target = targetOf(
      entry,
      match && { ...match.container, inspected: match.inspected },
      where,
    );
    return { entry, container: match?.container, target };
  });
}

/**
 * The engine in the sample. A native one that never answered is not running here, which is no
 * fault; one that did and stopped is unreachable.
 */
export function describeEngine(
  { entry, container, target }: Matched,
  answer: Probe | undefined,
  hasAnswered: boolean,
): { readonly engine: TradingEngine; readonly missing: readonly Missing[] } {
  const probe = target.kind === 'known' ? target.probe : answer;
  const isAbsent = target.kind === 'ask' && target.native && !hasAnswered;
  const isKnown = probe !== undefined && !(isAbsent && probe.status === 'unreachable');
  const reason =
    target.kind === 'missing'
      ? target.reason
      : `no container is named ${entry.name}, and nothing answers on port ${entry.port} of this machine`;
  return {
    engine: {
      name: entry.name,
      ...(entry.title === undefined ? {} : { title: entry.title }),
      ...(container === undefined ? {} : { container_id: container.id }),
      ...(isKnown ? { probe } : {}),
    },
    missing: isKnown ? [] : [{ field: `trading_engines.${entry.name}`, reason }],
  };
}
