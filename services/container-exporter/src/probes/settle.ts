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

export function describeProbes(
  subjects: readonly Subject[],
  heardOf: (subject: Subject) => Heard,
): Probed {
  const settled = subjects.map((subject) => ({
    subject,
    now: settle(subject, heardOf(subject)),
  }));
  const missing = settled.flatMap(({ subject, now }) =>
    now.kind === 'missing' ? [{ field: subject.field, reason: now.reason }] : [],
  );
  return {
    engines: settled.flatMap(({ subject, now }) => describeEngine(subject, probeOf(now))),
    probes: new Map(
      settled.flatMap(({ subject: { container }, now }) => {
        const probe = probeOf(now);
        return container === undefined || probe === undefined ? [] : [[container.id, probe]];
      }),
    ),
    missing: isNowhere(settled) ? [nowhere(subjects), ...missing.filter(isOfContainer)] : missing,
  };
}

/**
 * Silence where something has answered before is an outage. Where nothing ever did, nothing may
 * be there, or not within reach.
 */
function settle({ target }: Subject, { answer, hasAnswered }: Heard): Settled {
  if (target.kind !== 'ask') return target;
  if (answer === undefined) return { kind: 'missing', reason: 'it was not asked yet' };
  const isSilent = answer.kind === 'known' && answer.probe.status === 'unreachable';
  return isSilent && !hasAnswered && target.otherwise !== undefined ? target.otherwise : answer;
}

function probeOf(settled: Settled): Probe | undefined {
  return settled.kind === 'known' ? settled.probe : settled.instead;
}

function describeEngine(
  { entry, container }: Subject,
  probe: Probe | undefined,
): readonly TradingEngine[] {
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
function isNowhere(settled: readonly { readonly subject: Subject; readonly now: Settled }[]) {
  const engines = settled.filter(({ subject }) => subject.entry !== undefined);
  return (
    engines.length > 1 &&
    engines.every(({ subject, now }) => subject.container === undefined && now.kind === 'missing')
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
