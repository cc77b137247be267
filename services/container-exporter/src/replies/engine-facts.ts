import { z } from 'zod';
import { Count, Text } from './parts.ts';

/** A reply of `/info`. On a Mac it speaks of the virtual machine, not of the Mac. */
export const EngineInfo = z.object({
  ID: Text,
  Name: z.string().min(1),
  NCPU: Count,
  MemTotal: Count,
});

/** A reply of `/version`. */
export const EngineVersion = z.object({ Version: z.string().min(1), ApiVersion: Text });

/** What is known of one engine. */
export type EngineFacts = {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly cpus: number | undefined;
  readonly memoryBytes: number | undefined;
};

export function engineFacts(
  info: z.infer<typeof EngineInfo>,
  version: z.infer<typeof EngineVersion>,
): EngineFacts {
  return {
    id: info.ID === '' ? info.Name : info.ID, // Podman has no id.
    name: info.Name,
    version: version.Version,
    apiVersion: version.ApiVersion,
    cpus: info.NCPU,
    memoryBytes: info.MemTotal,
  };
}

/**
 * How many one-shot stats to ask for at once. Before version 25 each waits for the engine's
 * collector, so all have to wait together; from 25 on each is read at once, and costs.
 */
export function statsConcurrency(version: string): number {
  const major = Number.parseInt(version, 10);
  return major >= 25 ? 8 : 128;
}
