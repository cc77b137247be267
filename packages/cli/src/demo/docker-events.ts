import { imageOf, labelsOf } from './docker-container-replies.ts';
import { networkId, networkName } from './docker-networks.ts';
import type { Simulated } from './docker-simulated.ts';
import type { Told } from './docker-turns.ts';

/** An event of the engine as it keeps it. */
export type EngineEvent = {
  readonly nanoseconds: bigint;
  readonly type: 'container' | 'network';
  readonly action: string;
  readonly actorId: string;
  readonly attributes: Readonly<Record<string, string>>;
};

/** Events of one millisecond follow each other by a nanosecond. */
export function eventOf(
  { id, plan }: Pick<Simulated, 'id' | 'plan'>,
  told: Told,
  order: number,
): EngineEvent {
  const { at, action, network, attributes = {} } = told;
  const moment = { nanoseconds: BigInt(at.getTime()) * 1_000_000n + BigInt(order), action };
  if (network !== undefined)
    return {
      ...moment,
      type: 'network',
      actorId: networkId(network),
      attributes: { container: id, name: networkName(network), type: 'bridge' },
    };
  return {
    ...moment,
    type: 'container',
    actorId: id,
    attributes: { ...labelsOf(plan), ...attributes, image: imageOf(plan), name: plan.name },
  };
}

/** As APIs before 1.52 write it: with `status`, `id` and `from` for containers. */
export function eventLine(event: EngineEvent): string {
  const { nanoseconds, type, action, actorId, attributes } = event;
  const legacy =
    type === 'container' ? { status: action, id: actorId, from: attributes.image } : {};
  const body = JSON.stringify({
    ...legacy,
    Type: type,
    Action: action,
    Actor: { ID: actorId, Attributes: attributes },
    scope: 'local',
    time: Number(nanoseconds / 1_000_000_000n),
  });
  // Nanoseconds are beyond what a number holds exactly.
  return body.replace(/}$/, `,"timeNano":${nanoseconds}}`);
}

/** Which events somebody listens for: any of the values of each key. */
export type Filters = ReadonlyMap<string, readonly string[]>;

/** The filters of a query, or in words why they are none. Lists and the older maps are both taken. */
export function parseFilters(text: string | null): Filters | string {
  if (text === null || text === '') return new Map();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'invalid filter';
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return 'invalid filter';
  const filters = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(json)) {
    if (!FILTERS.includes(key)) return `invalid filter '${key}'`;
    filters.set(key, Array.isArray(value) ? value.map(String) : Object.keys(value ?? {}));
  }
  return filters;
}

const FILTERS = ['type', 'event'];

/** An engine that is asked for health_status compares only the beginnings of all actions. */
export function isWanted({ type, action }: EngineEvent, filters: Filters): boolean {
  const types = filters.get('type') ?? [];
  const actions = filters.get('event') ?? [];
  const byBeginning = actions.some((it) =>
    ['health_status', 'exec_create', 'exec_start'].includes(it),
  );
  return (
    (types.length === 0 || types.includes(type)) &&
    (actions.length === 0 ||
      actions.some((it) => (byBeginning ? action.startsWith(it) : action === it)))
  );
}

/** A moment of a query (seconds, with up to nine digits of their fraction), in nanoseconds. */
export function parseMoment(text: string): bigint | undefined {
  const [, seconds, fraction = ''] = /^(\d{1,12})(?:\.(\d{0,20}))?$/.exec(text) ?? [];
  if (seconds === undefined) return undefined;
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}
