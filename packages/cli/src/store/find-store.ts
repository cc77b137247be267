import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Which store the fleet will use, and why. */
export type StoreChoice =
  | { readonly kind: 'given'; readonly url: string }
  | { readonly kind: 'private'; readonly server: string }
  | { readonly kind: 'embedded' };

const SERVERS = ['redis-server', 'valkey-server'];

/** REDIS_URL, else a server on PATH, else the embedded one. A Redis that merely runs is never adopted. */
export function chooseStore(
  environment: Environment,
  isProgram: (path: string) => boolean = isExecutable,
): StoreChoice {
  if (environment.REDIS_URL) return { kind: 'given', url: environment.REDIS_URL };
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const server of SERVERS)
    for (const folder of folders) {
      const path = join(folder, server);
      if (isProgram(path)) return { kind: 'private', server: path };
    }
  return { kind: 'embedded' };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
