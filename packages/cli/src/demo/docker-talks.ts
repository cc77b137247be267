import { platform } from './docker-platform.ts';

/** Who opens connections to whom on the simulated platform; a plan's own port is the one that listens. */
export type Talk = { readonly from: string; readonly to: string; readonly port: number };

/** Ports of those that publish none. */
const innerPorts: Readonly<Record<string, number>> = {
  'nautilus-redis': 6379,
  'nautilus-postgres': 5432,
};

const engines = platform.map(({ name }) => name).filter((name) => name.endsWith('-engine'));

const pairs: readonly (readonly [from: string, to: string])[] = [
  ['nautilus-nginx', 'nautilus-frontend'],
  ['nautilus-nginx', 'nautilus-backend'],
  ['nautilus-nginx', 'nautilus-grafana'],
  ['nautilus-frontend', 'nautilus-backend'],
  ['nautilus-grafana', 'nautilus-prometheus'],
  ['nautilus-backend', 'nautilus-redis'],
  ['nautilus-backend', 'nautilus-postgres'],
  ['nautilus-migrate', 'nautilus-postgres'],
  ['nautilus-websocket-engine', 'nautilus-marketdata-engine'],
  ['nautilus-strategy-engine', 'nautilus-risk-engine'],
  ['nautilus-portfolio-engine', 'nautilus-postgres'],
  ['nautilus-collateral-engine', 'nautilus-postgres'],
  ...engines.flatMap((engine): readonly (readonly [string, string])[] => [
    ['nautilus-backend', engine],
    ['nautilus-prometheus', engine],
    [engine, 'nautilus-redis'],
  ]),
];

export const talks: readonly Talk[] = pairs.flatMap(([from, to]) => {
  const port = listeningPort(to);
  return port === undefined ? [] : [{ from, to, port }];
});

/** The exchange that market data comes from; an address for documentation, which nobody has. */
export const exchange = { by: 'nautilus-marketdata-engine', address: '203.0.113.10', port: 443 };

/** The container that the world outside reaches, through the engine's own address. */
export const ENTRANCE = 'nautilus-nginx';

export function listeningPort(name: string): number | undefined {
  return innerPorts[name] ?? platform.find((it) => it.name === name)?.port;
}
