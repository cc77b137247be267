import type { Alert, Container, Probe } from '@m4max/contracts';

/** How a container is, gravest first, and why in words. It follows states, never a momentary reading. */
export type Trouble = {
  readonly tone: 'critical' | 'warning' | 'fine' | 'off';
  readonly why: string;
};

/** A state is told by its shape as well as by its colour. */
export const troubleShape: Readonly<Record<Trouble['tone'], string>> = {
  critical: '◆',
  warning: '▲',
  fine: '●',
  off: '○',
};

export function troubleOf(
  container: Container,
  probe: Probe | undefined,
  alerts: readonly Alert[],
): Trouble {
  return (
    troubleOfState(container) ??
    troubleOfProbe(container, probe) ??
    troubleOfAlerts(alerts) ?? { tone: 'fine', why: stateInWords(container) }
  );
}

/** `running · healthy`, `exited (137)`. */
export function stateInWords({ state, health, exit }: Container): string {
  if (state === 'running') return health === 'none' ? 'running' : `running · ${health}`;
  if (state === 'exited' && exit !== undefined) return `exited (${exit.code})`;
  return state;
}

/** The open alerts of a host that carry one of these names on their labels. */
export function alertsOf(
  { host, calledBy }: { readonly host: string; readonly calledBy: readonly string[] },
  alerts: Iterable<Alert>,
): readonly Alert[] {
  return [...alerts].filter(({ state, labels }) => {
    if (state === 'resolved') return false;
    if (labels.host !== undefined && labels.host !== host) return false;
    return [labels.name, labels.container].some(
      (name) => name !== undefined && calledBy.includes(name),
    );
  });
}

function troubleOfState(container: Container): Trouble | undefined {
  const { state, health, exit } = container;
  const why = stateInWords(container);
  if (state === 'dead' || state === 'restarting') return { tone: 'critical', why };
  if (state === 'running' && health === 'unhealthy') return { tone: 'critical', why };
  if (state === 'exited' && exit?.oom_killed === true) {
    return { tone: 'critical', why: 'exited · killed for memory' };
  }
  // One that was told to stop ends by a signal; one that ends by itself with a code has failed.
  if (state === 'exited' && exit !== undefined && exit.code !== 0 && exit.signal === undefined) {
    return { tone: 'critical', why: `exited (${exit.code})` };
  }
  if (state === 'paused') return { tone: 'warning', why };
  if (state !== 'running') return { tone: 'off', why };
  return undefined;
}

function troubleOfProbe(container: Container, probe: Probe | undefined): Trouble | undefined {
  if (probe === undefined || probe.status === 'healthy') return undefined;
  return {
    tone: probe.status === 'unreachable' ? 'critical' : 'warning',
    why: `${container.state} · ${probe.status}`,
  };
}

/** Of a container that runs and does not say that it is ill: a red "healthy" would say two things at once. */
function troubleOfAlerts(alerts: readonly Alert[]): Trouble | undefined {
  const firing = alerts.filter(({ state }) => state === 'firing');
  const grave = firing.some(({ severity }) => severity === 'critical' || severity === 'emergency');
  if (grave) return { tone: 'critical', why: 'running · alert' };
  const warned = firing.some(({ severity }) => severity === 'warning');
  return warned ? { tone: 'warning', why: 'running · alert' } : undefined;
}
