import type { EngineEntry, Missing } from '@m4max/contracts';
import type { Candidate } from './candidate.ts';
import { saidByHealthCheck } from './health-check.ts';
import { wishOf } from './labels.ts';
import type { Surroundings, Target } from './target.ts';
import { targetOfEngine, targetOfLabelled } from './target.ts';

/** Something whose health is to be learnt: an engine of the file, or another container. */
export type Subject = {
  /** What its answers are remembered by. */
  readonly key: string;
  /** The field of the sample that stays empty when it is not known. */
  readonly field: string;
  readonly entry?: EngineEntry;
  readonly container?: Candidate['container'];
  readonly target: Target;
};

/** Each is a socket at a time, beside one for each engine of the file. */
const MAX_LABELLED = 64;

/** The engines in the order of the file, then every other container that runs and can be asked. */
export function subjectsOf(
  entries: readonly EngineEntry[],
  surroundings: Surroundings,
): { readonly subjects: readonly Subject[]; readonly missing: readonly Missing[] } {
  const engines = entries.map((entry) => engineSubject(entry, surroundings));
  const taken = new Set(engines.map(({ container }) => container?.id));
  const others = surroundings.candidates.filter(
    ({ container }) => !taken.has(container.id) && container.state === 'running',
  );
  const labelled = others.filter(({ labels }) => wishOf(labels).kind !== 'none');
  const asked = new Set(labelled.slice(0, MAX_LABELLED));
  const rest = others.flatMap((it) => otherSubject(it, asked.has(it), surroundings) ?? []);
  return { subjects: [...engines, ...rest], missing: leftOut(labelled.length) };
}

function engineSubject(entry: EngineEntry, surroundings: Surroundings): Subject {
  const candidate = candidateOf(entry, surroundings.candidates);
  return {
    key: `engine ${entry.name}`,
    field: `trading_engines.${entry.name}`,
    entry,
    ...(candidate === undefined ? {} : { container: candidate.container }),
    target: targetOfEngine(entry, candidate, surroundings),
  };
}

/** By its name; where several Docker Engines have one, the running one counts. */
function candidateOf(
  { name }: EngineEntry,
  candidates: readonly Candidate[],
): Candidate | undefined {
  const named = candidates.filter(({ container }) => container.name === name);
  return named.find(({ container }) => container.state === 'running') ?? named[0];
}

function otherSubject(
  candidate: Candidate,
  isAsked: boolean,
  surroundings: Surroundings,
): Subject | undefined {
  const { dockerEngine, container, inspected, labels } = candidate;
  const wish = wishOf(labels);
  const subject = (target: Target): Subject => ({
    key: `container ${container.id}`,
    field: `containers.${container.name}.probe`,
    container,
    target,
  });
  if (isAsked && wish.kind === 'ask')
    return subject(targetOfLabelled(candidate, wish, surroundings));
  if (isAsked && wish.kind === 'wrong')
    return subject({ kind: 'missing', reason: `it is not asked for its health: ${wish.reason}` });
  if (!dockerEngine.up) return undefined; // The last run that is known may be long ago.
  const said = saidByHealthCheck(container.health, inspected?.State);
  return said && subject(said);
}

function leftOut(count: number): readonly Missing[] {
  if (count <= MAX_LABELLED) return [];
  const reason = `${count} containers carry labels m4max.probe; the first ${MAX_LABELLED} are asked`;
  return [{ field: 'containers', reason }];
}
