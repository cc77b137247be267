import type { Missing, Probe, TradingEngine } from '@m4max/contracts';
import type { Settled } from './settled.ts';
import type { Subject } from './subjects.ts';

/** What was heard of a subject so far. */
export type Heard = {
  readonly answer: Settled | undefined;
  /** Some time it did answer. */
  readonly hasAnswered: boolean;
};

/** How all subjects are, as the sample has it. */
export type Probed = {
  readonly engines: readonly TradingEngine[];
  /** By container id. */
  readonly probes: ReadonlyMap<string, Probe>;
  readonly missing: readonly Missing[];
};

/** A subject as the sample shows it. */
type Shown = {
  readonly field: string;
  readonly entry: Subject['entry'] | undefined;
  readonly container: Subject['container'] | undefined;
  readonly now: Settled;
  readonly probe: Probe | undefined;
};

export function describeProbes(
  subjects: readonly Subject[],
  heardOf: (subject: Subject) => Heard,
): Probed {
  const settled = subjects.map((subject): Shown => {
    const now = settle(subject, heardOf(subject));
    const probe = now.kind === 'known' ? now.probe : now.instead;
    const { field, entry } = subject;
    return { field, entry, container: speakerOf(subject, probe), now, probe };
  });
  const missing = settled.flatMap(({ field, now }) =>
    now.kind === 'missing' ? [{ field, reason: now.reason }] : [],
  );
  return {
    engines: settled.flatMap(describeEngine),
    probes: new Map(
      settled.flatMap(({ container, probe }) =>
        container === undefined || probe === undefined ? [] : [[container.id, probe]],
      ),
    ),
    missing: isNowhere(settled) ? [nowhere(subjects), ...missing.filter(isOfContainer)] : missing,
  };
}

/** Where its container does not run, an endpoint that is heard is another's: that of a native one. */
function speakerOf({ container }: Subject, probe: Probe | undefined): Subject['container'] {
  return container?.state !== 'running' && probe?.source === 'endpoint' ? undefined : container;
}

/**
 * Silence where something has answered before is an outage. Where nothing ever did, nothing may
 * be there, or not within reach. What is known for certain says more than silence in any case.
 */
function settle({ target }: Subject, { answer, hasAnswered }: Heard): Settled {
  if (target.kind !== 'ask') return target;
  if (answer === undefined) return { kind: 'missing', reason: 'it was not asked yet' };
  const { otherwise } = target;
  const isSilent = answer.kind === 'known' && answer.probe.status === 'unreachable';
  if (!isSilent || otherwise === undefined) return answer;
  return otherwise.kind === 'known' || !hasAnswered ? otherwise : answer;
}

function describeEngine({ entry, container, probe }: Shown): readonly TradingEngine[] {
  if (entry === undefined) return [];
  const { name, title } = entry;
  return [
    {
      name,
      ...(title === undefined ? {} : { title }),
      ...(container === undefined ? {} : { container_id: container.id }),
      ...(probe === undefined ? {} : { probe }),
    },
  ];
}

/** Where the platform is not at all, one sentence says more than one for each engine. */
function isNowhere(settled: readonly Shown[]): boolean {
  const engines = settled.filter(({ entry }) => entry !== undefined);
  return (
    engines.length > 1 &&
    engines.every(({ container, now }) => container === undefined && now.kind === 'missing')
  );
}

function nowhere(subjects: readonly Subject[]): Missing {
  const count = subjects.filter(({ entry }) => entry !== undefined).length;
  const reason = `none of the ${count} engines of the trading platform is here: start them, or name yours in ENGINES_FILE`;
  return { field: 'trading_engines', reason };
}

function isOfContainer({ field }: Missing): boolean {
  return field.startsWith('containers.');
}
