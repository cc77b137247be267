import { z } from 'zod';
import { Count, EngineMoment, listOrNothing, Text } from './parts.ts';

/** A reply of `/info`. On a Mac it speaks of the virtual machine, not of the Mac. */
export const EngineInfo = z.object({
  ID: Text,
  Name: z.string().min(1),
  NCPU: Count,
  MemTotal: Count,
  SystemTime: EngineMoment,
});

/** A reply of `/version`. */
export const EngineVersion = z.object({
  Version: z.string().min(1),
  ApiVersion: Text,
  Components: listOrNothing(z.object({ Name: Text })),
});

/** What is known of one engine. */
export type EngineFacts = {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly cpus: number | undefined;
  readonly memoryBytes: number | undefined;
  /** The engine's own clock, when it was asked. */
  readonly clock: Date | undefined;
  /** The machine of one that is reached over a network; its ports are published there. */
  readonly remoteHost?: string;
};

export function engineFacts({
  info,
  version,
  address,
}: {
  readonly info: z.infer<typeof EngineInfo>;
  readonly version: z.infer<typeof EngineVersion>;
  readonly address: string;
}): EngineFacts {
  // Podman makes up another id for each reply, and all its machines on a Mac have one name.
  const isPodman = version.Components.some(({ Name }) => Name === 'Podman Engine');
  return {
    id: isPodman || info.ID === '' ? address : info.ID,
    name: info.Name,
    version: version.Version,
    apiVersion: version.ApiVersion,
    cpus: info.NCPU,
    memoryBytes: info.MemTotal,
    clock: info.SystemTime,
  };
}

/** The first API whose engines know one-shot stats: Docker Engine 20.10. */
const LEAST_API = { major: 1, minor: 41 };

/** Why an engine cannot be read, or undefined when it can. */
export function whyTooOld({ version, apiVersion }: EngineFacts): string | undefined {
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(apiVersion) ?? [];
  if (major === undefined || minor === undefined) return undefined; // It does not say.
  if (Number(major) > LEAST_API.major) return undefined;
  if (Number(major) === LEAST_API.major && Number(minor) >= LEAST_API.minor) return undefined;
  return (
    `runs version ${version} (API ${apiVersion}), which takes two seconds for each container: ` +
    'update it to Docker Engine 20.10 (API 1.41) or newer'
  );
}

/**
 * How many one-shot stats to ask for at once. Before version 25 each waits for the engine's
 * collector, so all have to wait together; from 25 on each is read at once, and costs.
 */
export function statsConcurrency(version: string): number {
  const major = Number.parseInt(version, 10);
  return major >= 25 ? 8 : 128;
}
