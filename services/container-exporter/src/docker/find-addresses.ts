import { createHash } from 'node:crypto';
import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Address } from './address.ts';
import { parseAddress } from './address.ts';

export type DockerSettings = {
  /** Several are separated by commas. */
  readonly dockerHost: string | undefined;
  readonly dockerContext: string | undefined;
  readonly home: string;
};

/**
 * Where engines may be: exactly those of DOCKER_HOST when it is set; else that of Docker's current
 * context, and every socket that a runtime of a Mac or of Linux leaves behind.
 */
export async function findAddresses(settings: DockerSettings): Promise<readonly Address[]> {
  const { dockerHost, dockerContext, home } = settings;
  if (dockerHost !== undefined)
    return dockerHost
      .split(',')
      .map((it) => it.trim())
      .filter((it) => it !== '')
      .map(parseAddress);
  const context = await contextAddress(home, dockerContext);
  const sockets = await existing(await knownSockets(home));
  return [...(context === undefined ? [] : [context]), ...sockets];
}

async function knownSockets(home: string): Promise<readonly string[]> {
  const profiles = await readdir(join(home, '.colima')).catch(() => []);
  return [
    join(home, '.docker/run/docker.sock'), // Docker Desktop
    join(home, '.orbstack/run/docker.sock'),
    ...profiles.map((profile) => join(home, '.colima', profile, 'docker.sock')),
    join(home, '.rd/docker.sock'), // Rancher Desktop
    join(home, '.local/share/containers/podman/machine/podman.sock'),
    '/run/podman/podman.sock',
    '/var/run/docker.sock',
  ];
}

/** Those that exist, each once: runtimes link to each other's sockets. */
async function existing(paths: readonly string[]): Promise<readonly Address[]> {
  const found = await Promise.all(paths.map((path) => realpath(path).catch(() => undefined)));
  const distinct = new Set(found.filter((path) => path !== undefined));
  return [...distinct].map((path) => ({ kind: 'socket', path }));
}

const Settings = z.object({ currentContext: z.string().optional() });
const Context = z.object({
  Endpoints: z.object({ docker: z.object({ Host: z.string().min(1) }) }),
});

/** The endpoint of the context in use; `default` means the known sockets. */
async function contextAddress(
  home: string,
  named: string | undefined,
): Promise<Address | undefined> {
  const folder = join(home, '.docker');
  const settings = Settings.safeParse(await readJson(join(folder, 'config.json')));
  const name = named ?? (settings.success ? settings.data.currentContext : undefined);
  if (name === undefined || name === 'default') return undefined;
  const digest = createHash('sha256').update(name).digest('hex');
  const file = join(folder, 'contexts/meta', digest, 'meta.json');
  const context = Context.safeParse(await readJson(file));
  if (context.success) return parseAddress(context.data.Endpoints.docker.Host);
  return {
    kind: 'unusable',
    text: `context ${name}`,
    reason: 'its file names no endpoint: choose another with `docker context use`',
  };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined; // Not there, or not JSON: the parse that follows says so.
  }
}
