import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';

/**
 * The beginning of a file, undefined when it cannot be read. Nothing but a plain file is read: in a
 * folder that others write to a link may lead anywhere, and a pipe would keep us waiting.
 */
export async function readBounded(path: string, maxBytes: number): Promise<string | undefined> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    return (await file.stat()).isFile() ? await beginningOf(file, maxBytes) : undefined;
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

const CHUNK_BYTES = 65_536;

async function beginningOf(file: FileHandle, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let left = maxBytes;
  while (left > 0) {
    const buffer = Buffer.allocUnsafe(Math.min(left, CHUNK_BYTES));
    const { bytesRead } = await file.read(buffer);
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    left -= bytesRead;
  }
  return Buffer.concat(chunks).toString('utf8');
}
