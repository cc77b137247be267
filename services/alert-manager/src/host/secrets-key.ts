import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

export const Sealed = z.object({ key: z.string(), nonce: z.base64(), text: z.base64() });
export type Sealed = z.infer<typeof Sealed>;

/** Seals secrets for the store. `purpose` binds a sealed value to its place: it opens nowhere else. */
export type SecretsKey = {
  seal(secret: string, purpose: string): Sealed;
  /** `undefined` when it was sealed with another key, for another purpose, or was tampered with. */
  open(sealed: Sealed, purpose: string): string | undefined;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Reads the key file and makes it (mode 0600) at first use; throws with what to do about a faulty one. */
export function secretsKey(path: string): SecretsKey {
  const key = readKey(path);
  const id = createHash('sha256').update(key).digest('hex').slice(0, 8);
  const about = (purpose: string) => Buffer.from(`${purpose}:${id}`);
  return {
    seal(secret, purpose) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(about(purpose));
      const text = Buffer.concat([
        cipher.update(secret, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return { key: id, nonce: nonce.toString('base64'), text: text.toString('base64') };
    },
    open(sealed, purpose) {
      if (sealed.key !== id) return undefined;
      const text = Buffer.from(sealed.text, 'base64');
      if (text.length < TAG_BYTES) return undefined;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'))
          .setAAD(about(purpose))
          .setAuthTag(text.subarray(-TAG_BYTES));
        const start = decipher.update(text.subarray(0, -TAG_BYTES), undefined, 'utf8');
        return start + decipher.final('utf8');
      } catch {
        return undefined;
      }
    },
  };
}

function readKey(path: string): Buffer {
  if (!existsSync(path)) makeKey(path);
  if ((statSync(path).mode & 0o077) !== 0)
    throw new Error(`SECRETS_KEY_FILE ${path} can be read by others: chmod 600 it`);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== 32)
    throw new Error(`SECRETS_KEY_FILE ${path} is no key: it has to hold 32 bytes as base64`);
  return key;
}

/** Appears whole or not at all; the key of another replica that was a moment faster stays. */
function makeKey(path: string): void {
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
    linkSync(draft, path);
    rmSync(draft);
  } catch (cause) {
    if (existsSync(path)) return rmSync(draft, { force: true });
    throw new Error(`SECRETS_KEY_FILE ${path} cannot be made: name a folder that can be written`, {
      cause,
    });
  }
}
