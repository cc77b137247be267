import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the fleet keeps its own: the user's application data, unless DATA_DIR says otherwise. */
export function dataFolder(environment: Environment, platform: NodeJS.Platform): string {
  if (environment.DATA_DIR) return resolve(environment.DATA_DIR);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'm4max');
  return join(environment.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'm4max');
}

/** Makes a folder that only its owner can look into. */
export function makePrivate(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
}

/** The password of the private store, made on first use. */
export function storePassword(folder: string): string {
  const path = join(folder, 'store-password');
  if (!existsSync(path))
    writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(path, 'utf8').trim();
}
