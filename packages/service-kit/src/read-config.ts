import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import type { ServiceConfig } from './service-environment.ts';
import { trustFaults } from './trust-faults.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type ConfigOutcome<Config> =
  | { readonly kind: 'read'; readonly config: Config }
  | { readonly kind: 'faulty'; readonly faults: string };

/** The environment as a service's configuration, or every fault in it at once. */
export function readConfig<Schema extends z.ZodType<ServiceConfig>>(
  schema: Schema,
  environment: Environment,
): ConfigOutcome<z.infer<Schema>> {
  const outcome = parseEnvironment(schema, environment);
  if (outcome.kind === 'faulty') return outcome;
  const faults = trustFaults(outcome.config);
  if (faults.length === 0) return outcome;
  return { kind: 'faulty', faults: faults.map((it) => `✖ ${it}`).join('\n') };
}

/** What a program that is no service wants of the environment. */
export function parseEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  environment: Environment,
): ConfigOutcome<z.infer<Schema>> {
  const parsed = schema.safeParse(withoutEmpty(environment));
  if (!parsed.success) return { kind: 'faulty', faults: z.prettifyError(parsed.error) };
  return { kind: 'read', config: parsed.data };
}

/** Names this machine, unless the process is in a container, whose host name says nothing. */
export function withHostLabel(environment: Environment): Environment {
  const inContainer =
    existsSync('/.dockerenv') || environment.KUBERNETES_SERVICE_HOST !== undefined;
  if (inContainer || environment.HOST_LABEL) return environment;
  return { ...environment, HOST_LABEL: hostname().replace(/\.local$/, '') };
}

/** Compose passes unset variables as empty ones. */
function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}
