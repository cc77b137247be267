import { join } from 'node:path';
import type { Address, TlsSettings } from './address.ts';
import { parseAddress } from './address.ts';
import { contextAddress } from './docker-context.ts';
import type { RuntimeFolders } from './known-sockets.ts';
import { knownSockets } from './known-sockets.ts';

/** What the environment says of engines, and where their runtimes keep their sockets. */
export type DockerSettings = RuntimeFolders & {
  /** Several are separated by commas. */
  readonly dockerHost: string | undefined;
  readonly dockerContext: string | undefined;
  /** Any text at all is yes, as Docker has it. */
  readonly tlsVerify: string | undefined;
  readonly certificates: string | undefined;
};

/**
 * Where engines may be: exactly those of DOCKER_HOST when it is set; else that of Docker's current
 * context, and every socket that a runtime of a Mac or of Linux leaves behind.
 */
export async function findAddresses(settings: DockerSettings): Promise<readonly Address[]> {
  const { dockerHost, dockerContext, home } = settings;
  const docker = join(home, '.docker');
  if (dockerHost !== undefined) {
    const tls = tlsOf(settings, docker);
    return dockerHost
      .split(',')
      .map((it) => it.trim())
      .filter((it) => it !== '')
      .map((it) => parseAddress(it, tls));
  }
  const context = await contextAddress(docker, dockerContext);
  const sockets = (await knownSockets(settings)).filter(
    (path) => context?.kind !== 'socket' || context.path !== path,
  );
  return [
    ...(context === undefined ? [] : [context]),
    ...sockets.map((path) => ({ kind: 'socket' as const, path, isGuess: true })),
  ];
}

function tlsOf({ tlsVerify, certificates }: DockerSettings, docker: string): TlsSettings {
  const isNamed = certificates !== undefined;
  return {
    isOn: tlsVerify !== undefined,
    files: { folder: certificates ?? docker, isNamed, isVerified: true },
  };
}
