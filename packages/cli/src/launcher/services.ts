import { fileURLToPath } from 'node:url';

/** One service of the fleet as the launcher starts it. */
export type ServicePlan = {
  readonly name: string;
  readonly port: number;
  /** The variable that moves it to another port. */
  readonly portVariable: string;
  readonly environment: Readonly<Record<string, string>>;
};

type Environment = Readonly<Record<string, string | undefined>>;

const ports = {
  'hardware-exporter': { variable: 'HARDWARE_EXPORTER_PORT', port: 9101 },
  'container-exporter': { variable: 'CONTAINER_EXPORTER_PORT', port: 9102 },
  'trading-exporter': { variable: 'TRADING_EXPORTER_PORT', port: 9103 },
  'alert-manager': { variable: 'ALERT_MANAGER_PORT', port: 9093 },
  gateway: { variable: 'GATEWAY_PORT', port: 8001 },
} as const;
type ServiceName = keyof typeof ports;

/**
 * How Node keeps memory, where its own way takes more than it gives.
 *
 * - container-exporter: a hundred replies of an engine at once let the young generation grow to 48 MB
 *   for good. With 2 MB halves the service takes 25 MB less, and no more of the processor.
 * - trading-exporter: a heap of 50 MB is let grow to 200 MB before it is looked at, unless it has a
 *   bound. With this one 2,000 series fit into 200 MB, and 200,000 entries a second are still read.
 */
const memory: Readonly<Partial<Record<ServiceName, string>>> = {
  'container-exporter': '--max-semi-space-size=2',
  'trading-exporter': '--max-semi-space-size=8 --max-old-space-size=384',
};

/**
 * The compiled entry of a service: `main` runs it, `read` reads recorded outputs, `doctor` looks at
 * what it needs, `sudoers` prints the rule it needs.
 */
export function serviceEntry(
  service: string,
  entry: 'main' | 'read' | 'doctor' | 'sudoers',
): string {
  return fileURLToPath(
    new URL(`../../../../services/${service}/dist/${entry}.js`, import.meta.url),
  );
}

/** The root of the checkout: services find the files of `monitoring/` from there. */
export const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

/** The services in the order they start: sources, then who judges them, then who shows them. */
export function planServices(environment: Environment): readonly ServicePlan[] {
  const at = (name: ServiceName) => portOf(name, environment);
  const url = (name: ServiceName) => `http://127.0.0.1:${at(name)}`;
  const exporters = (['hardware-exporter', 'container-exporter', 'trading-exporter'] as const).map(
    url,
  );
  const own: Readonly<Record<ServiceName, Readonly<Record<string, string>>>> = {
    'hardware-exporter': {},
    'container-exporter': {},
    'trading-exporter': {},
    'alert-manager': { EXTERNAL_URL: environment.EXTERNAL_URL ?? url('gateway') },
    gateway: { ALERT_MANAGER_URL: url('alert-manager'), EXPORTER_URLS: exporters.join(',') },
  };
  return (Object.keys(ports) as ServiceName[]).map((name) => ({
    name,
    port: at(name),
    portVariable: ports[name].variable,
    environment: { ...nodeOptions(name, environment), ...own[name] },
  }));
}

/** Ours beside what the user asks of Node. */
function nodeOptions(
  name: ServiceName,
  { NODE_OPTIONS: asked }: Environment,
): Readonly<Record<string, string>> {
  const ours = memory[name];
  return ours === undefined ? {} : { NODE_OPTIONS: [asked, ours].join(' ').trim() };
}

function portOf(name: ServiceName, environment: Environment): number {
  const { variable, port } = ports[name];
  return readPort(variable, environment[variable], port);
}

/** A port from the environment; throws a sentence that names the variable. */
export function readPort(variable: string, text: string | undefined, byDefault: number): number {
  if (text === undefined || text === '') return byDefault;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= 65_535) return port;
  throw new Error(`${variable} is ${JSON.stringify(text)}: expected a port from 1 to 65535`);
}
