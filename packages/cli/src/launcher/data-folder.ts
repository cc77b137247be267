import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * Takes a folder for one fleet: two stores that append to one file would ruin it. Returns how to
 * give it back; throws who has it. What a killed launcher left behind does not count.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'fleet.pid');
  const owner = existsSync(path) ? Number(readFileSync(path, 'utf8')) : Number.NaN;
  if (Number.isInteger(owner) && owner !== process.pid && isRunning(owner))
    throw new Error(
      `a fleet (pid ${owner}) already keeps its data in ${folder}: stop it, or give this one another DATA_DIR`,
    );
  writeFileSync(path, String(process.pid), { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
