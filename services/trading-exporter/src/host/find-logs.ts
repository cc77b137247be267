import type { BigIntStats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fitsPattern } from '../fix/log-names.ts';
import { errorCode } from './error-code.ts';

/** A plain file by its place on the disk, which stays when it is renamed. */
export type LogFile = {
  readonly path: string;
  readonly id: string;
  readonly size: number;
  readonly changedMilliseconds: number;
};

/** Files of one pattern that are followed, the ones changed last. */
export const MAX_FILES = 32;

/** The plain files whose name fits, the one changed last first. Fails when their folder cannot be read. */
export async function findLogs(pattern: string): Promise<readonly LogFile[]> {
  const paths = pattern.includes('*') ? await listed(pattern) : [pattern];
  const files: LogFile[] = [];
  for (const path of paths) {
    const file = logFile(path, await facts(path));
    if (file !== undefined) files.push(file);
  }
  return files.sort((one, other) => other.changedMilliseconds - one.changedMilliseconds);
}

/** Nothing for what is not a plain file: opening a pipe would wait for its writer. */
export function logFile(path: string, found: BigIntStats | undefined): LogFile | undefined {
  if (found?.isFile() !== true) return undefined;
  const { dev, ino, size, mtimeMs } = found;
  return { path, id: `${dev}:${ino}`, size: Number(size), changedMilliseconds: Number(mtimeMs) };
}

async function listed(pattern: string): Promise<readonly string[]> {
  const folder = dirname(pattern);
  const names = await readdir(folder);
  return names
    .filter((name) => fitsPattern(name, basename(pattern)))
    .map((name) => join(folder, name));
}

/** A file that went away in between was not there, and a link in a circle leads to none. */
async function facts(path: string): Promise<BigIntStats | undefined> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ELOOP') return undefined;
    throw error;
  }
}
