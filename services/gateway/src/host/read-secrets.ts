import { readFileSync, statSync } from 'node:fs';

/** A token file holds the token alone. Throws with what to do about one that others may read. */
export function readToken(variable: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const token = readPrivate(variable, path).toString('utf8').trim();
  if (token === '') throw new Error(`${variable} ${path} is empty: write the token into it`);
  return token;
}

/** The key that seals the board's cookie: at least 32 bytes of anything. */
export function readSecretsKey(path: string | undefined): Buffer | undefined {
  if (path === undefined) return undefined;
  const key = readPrivate('SECRETS_KEY_FILE', path);
  if (key.length < 32)
    throw new Error(
      `SECRETS_KEY_FILE ${path} is too short to be a key: openssl rand -base64 32 makes one`,
    );
  return key;
}

function readPrivate(variable: string, path: string): Buffer {
  try {
    if ((statSync(path).mode & 0o077) === 0) return readFileSync(path);
  } catch (cause) {
    throw new Error(`${variable} ${path} cannot be read: make it, mode 0600`, { cause });
  }
  throw new Error(`${variable} ${path} can be read by others: chmod 600 it`);
}
