import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const SESSION_SECONDS = 7 * 24 * 3600;

/** The board's cookie: a token under seal with the moment it ends, so that no session has to be kept. */
export type Sessions = {
  seal(token: string, now: Date): string;
  /** The token, or undefined when the cookie is not ours, was changed or has ended. */
  open(cookie: string, now: Date): string | undefined;
};

/** AES-256-GCM under a key of its own, derived from the secrets key. */
export function sessions(secret: Buffer): Sessions {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'm4max gateway session v1', 32));
  return {
    seal(token, now) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const ends = Math.floor(now.getTime() / 1000) + SESSION_SECONDS;
      const text = Buffer.concat([cipher.update(`${ends}:${token}`, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url');
    },
    open(cookie, now) {
      const sealed = Buffer.from(cookie, 'base64url');
      if (sealed.length <= NONCE_BYTES + TAG_BYTES) return undefined;
      const text = decrypt(key, sealed);
      const match = /^(\d+):(.+)$/s.exec(text ?? '');
      if (match === null || Number(match[1]) * 1000 <= now.getTime()) return undefined;
      return match[2];
    },
  };
}

function decrypt(key: Buffer, sealed: Buffer): string | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const text = sealed.subarray(NONCE_BYTES, -TAG_BYTES);
    return decipher.update(text, undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined; // Sealed with another key, or changed on its way.
  }
}

/** The value of one cookie in a Cookie header. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}
