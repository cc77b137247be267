import type { Alert, Container, LatestContainers, Probe } from '@m4max/contracts';
import type { Trouble } from './trouble.ts';
import { alertsOf, troubleOf } from './trouble.ts';

/** One line of the table: a container, or an engine that runs without one. */
export type Row = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** What alerts may call it: the container's name and its engine's. */
  readonly calledBy: readonly string[];
  readonly trouble: Trouble;
  readonly probe?: Probe;
  readonly container?: Container;
};

export function rowsOf(sample: LatestContainers, alerts: Iterable<Alert>): readonly Row[] {
  const { host, containers, trading_engines: engines } = sample;
  const everyAlert = [...alerts];
  const names = containers.map(({ name }) => name);
  const rows = containers.map((container): Row => {
    const engine = engines.find(({ container_id }) => container_id === container.id);
    const probe = container.probe ?? engine?.probe;
    const calledBy = [container.name, ...(engine === undefined ? [] : [engine.name])];
    const title = engine?.title ?? engine?.name ?? container.image;
    const isOnlyOne = names.indexOf(container.name) === names.lastIndexOf(container.name);
    return {
      id: container.id,
      name: container.name,
      title: isOnlyOne ? title : `${engineNameOf(container, sample)} · ${title}`,
      calledBy,
      trouble: troubleOf(container, probe, alertsOf({ host, calledBy }, everyAlert)),
      container,
      ...(probe === undefined ? {} : { probe }),
    };
  });
  const alone = engines.flatMap(({ name, title, container_id, probe }): readonly Row[] => {
    if (container_id !== undefined || probe === undefined) return [];
    const trouble = troubleAlone(probe);
    const shown = title ?? 'engine without a container';
    return [{ id: `engine:${name}`, name, title: shown, calledBy: [name], trouble, probe }];
  });
  return [...rows, ...alone];
}

/** The Docker Engine of a container: two of them may each have one of the same name. */
export function engineNameOf(
  { engine_id: id }: Container,
  { engines }: Pick<LatestContainers, 'engines'>,
): string {
  return engines.find((engine) => engine.id === id)?.name ?? id;
}

/** Engines of the platform that neither run in a container here nor answer anywhere: one line, not many rows. */
export function enginesNotHere({ trading_engines: engines }: LatestContainers): readonly string[] {
  return engines
    .filter(({ container_id, probe }) => container_id === undefined && probe === undefined)
    .map(({ name, title }) => title ?? name);
}

/** On this machine without a container, or at a url of its own: the sample does not tell which. */
function troubleAlone({ status }: Probe): Trouble {
  switch (status) {
    case 'healthy':
      return { tone: 'fine', why: 'healthy' };
    case 'degraded':
      return { tone: 'warning', why: 'degraded' };
    case 'unreachable':
      return { tone: 'critical', why: 'unreachable' };
  }
}

/** The rows whose name, title, image, networks or state hold every word that was typed. */
export function matching(rows: readonly Row[], search: string): readonly Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ name, title, container, trouble }) => {
    const networks = container?.networks ?? [];
    const text = [name, title, container?.image, ...networks, trouble.why].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
