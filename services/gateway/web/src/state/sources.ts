import type {
  LatestContainers,
  LatestHardware,
  LatestTrading,
  LiveHealth,
  Missing,
} from '@m4max/contracts';
import { inputTrouble } from '../trading/inputs.ts';
import { count } from '../words/units.ts';

/** One thing the board's numbers come from. */
export type Source = {
  readonly name: string;
  readonly up: boolean;
  readonly detail?: string;
};

export function hardwareSource({ source }: LatestHardware): Source {
  const name = source.version === undefined ? source.name : `${source.name} ${source.version}`;
  return { name, up: true, ...(source.model === undefined ? {} : { detail: source.model }) };
}

export function engineSources({ engines }: LatestContainers): readonly Source[] {
  return engines.map(({ name, version, up }) => ({
    name: version === undefined ? name : `${name} ${version}`,
    up,
  }));
}

export function inputSources({ inputs }: LatestTrading): readonly Source[] {
  return inputs.map((input) => {
    const { name, up, detail, entries_per_second: rate, rejected } = input;
    const refused = Object.values(rejected).reduce((sum, number) => sum + number, 0);
    const words = [
      rate === undefined ? undefined : `${count(rate)} entries/s`,
      inputTrouble(input),
      refused === 0 ? undefined : `${count(refused)} left out`,
      detail,
    ].filter((word) => word !== undefined);
    return { name, up, ...(words.length === 0 ? {} : { detail: words.join(', ') }) };
  });
}

export function serviceSources({ services, store }: LiveHealth): readonly Source[] {
  const kept =
    store.embedded === true
      ? 'embedded, in memory only'
      : store.persistent === false
        ? 'in memory only'
        : 'durable';
  return [
    ...services.map(({ name, up, ready, detail }) => ({
      name,
      up: up && ready,
      ...(up && ready ? {} : { detail: detail ?? (up ? 'not ready' : 'does not answer') }),
    })),
    {
      name: ['store', store.version].filter(Boolean).join(' '),
      up: store.up,
      detail: store.up ? kept : (store.detail ?? 'does not answer'),
    },
  ];
}

/** Everything that could not be read, whoever says so, once. */
export function allMissing(
  parts: readonly ({ readonly missing: readonly Missing[] } | undefined)[],
): readonly Missing[] {
  const seen = new Map<string, Missing>();
  for (const part of parts) {
    for (const entry of part?.missing ?? []) seen.set(`${entry.field} ${entry.reason}`, entry);
  }
  return [...seen.values()];
}
