import { createHash } from 'node:crypto';
import { access, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Address } from './address.ts';
import { parseAddress } from './address.ts';

const Settings = z.object({ currentContext: z.string().optional() });
const Context = z.object({
  Endpoints: z.object({
    docker: z.object({ Host: z.string().min(1), SkipTLSVerify: z.boolean().optional() }),
  }),
});

/**
 * The endpoint of a context of Docker's folder: the one named, else the current one. None is
 * `default`, which means the known sockets.
 */
export async function contextAddress(
  folder: string,
  named: string | undefined,
): Promise<Address | undefined> {
  const settings = Settings.safeParse(await readJson(join(folder, 'config.json')));
  const name = named ?? (settings.success ? settings.data.currentContext : undefined);
  if (name === undefined || name === '' || name === 'default') return undefined;
  const digest = createHash('sha256').update(name).digest('hex');
  const context = Context.safeParse(
    await readJson(join(folder, 'contexts/meta', digest, 'meta.json')),
  );
  if (!context.success)
    return {
      kind: 'unusable',
      text: `context ${name}`,
      reason: 'names no endpoint: choose another with `docker context use`, or set DOCKER_HOST',
    };
  const { Host, SkipTLSVerify = false } = context.data.Endpoints.docker;
  const certificates = join(folder, 'contexts/tls', digest, 'docker');
  const hasCertificates = await isThere(certificates);
  const address = parseAddress(Host, {
    isOn: hasCertificates || SkipTLSVerify,
    files: { folder: certificates, isNamed: false, isVerified: !SkipTLSVerify },
  });
  return address.kind === 'socket' ? { ...address, path: await resolved(address.path) } : address;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined; // Not there, or not JSON: the parse that follows says so.
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** A runtime may link to its socket, which is known by its own path too. */
async function resolved(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
