import type { Container } from '@m4max/contracts';
import type { Life } from '../lifecycle/life.ts';
import { limitsOf } from '../readings/limits.ts';
import type { Readings } from '../readings/readings.ts';
import type { Inspected } from '../replies/inspected.ts';
import type { Listed } from '../replies/listed.ts';
import { nameOf, networksOf } from '../replies/listed.ts';
import { healthOf, stateOf } from './state.ts';

/** All that is known of one container in this round. */
export type Known = {
  readonly engineId: string;
  readonly listed: Listed;
  readonly inspected: Inspected | undefined;
  readonly life: Life | undefined;
  readonly readings: Readings | undefined;
  /** The readings, or the whole container, are from an earlier round. */
  readonly stale: boolean;
};

const none = { policy: 0, manual: 0, oom: 0, crash: 0 };

export function describeContainer(known: Known): Container {
  const { engineId, listed, inspected, life, readings, stale } = known;
  const state = stateOf(listed.State);
  const startedAt = inspected?.State.StartedAt;
  return {
    id: listed.Id,
    engine_id: engineId,
    name: nameOf(listed),
    // The list shows an id in place of a name that has moved on to a newer image.
    image: inspected?.Config?.Image || listed.Image,
    labels: allowedLabels(listed.Labels ?? {}),
    state,
    health: healthOf(listed, inspected),
    ...(life?.exit === undefined ? {} : { exit: life.exit }),
    restarts: life?.restarts ?? none,
    oom_events: life?.oomEvents ?? 0,
    ...(startedAt === undefined ? {} : { started_at: startedAt.toISOString() }),
    ...(stale ? { stale } : {}),
    ...networksPart(listed, inspected),
    ...(state === 'running' || state === 'paused' ? readings : {}),
    ...(inspected === undefined ? {} : { limits: limitsOf(inspected.HostConfig) }),
  };
}

/** Few containers are in more than three. */
const MAX_NETWORKS = 16;

/** One that shares another's network namespace is listed with no network, and is in those of the other. */
function networksPart(
  listed: Listed,
  inspected: Inspected | undefined,
): Pick<Container, 'networks'> {
  if (!listed.NetworkSettings?.Networks) return {};
  if (inspected?.HostConfig.NetworkMode.startsWith('container:')) return {};
  const names = networksOf(listed).map(([name]) => name);
  return {
    networks: names
      .filter((name) => name !== '')
      .sort()
      .slice(0, MAX_NETWORKS),
  };
}

/** The only labels that leave the process: others may hold secrets, and each multiplies the series. */
const LABELS = ['com.docker.compose.project', 'com.docker.compose.service'];

function allowedLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => LABELS.includes(name)));
}
