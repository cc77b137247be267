import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';

export const Scope = z.enum(['read', 'push', 'ack', 'admin']);
export type Scope = z.infer<typeof Scope>;

/** Who may do what: the token itself is not kept, only its SHA-256. */
const Tokens = z.strictObject({
  tokens: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(64),
        sha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits'),
        scopes: z.array(Scope).min(1),
      }),
    )
    .min(1),
});
export type Identity = { readonly name: string; readonly scopes: readonly Scope[] };
export type FindIdentity = (token: string) => Identity | undefined;

/** Reads `API_TOKENS_FILE`; throws with what to do about a file that others may read or that is faulty. */
export function readTokens(path: string): FindIdentity {
  if ((statSync(path).mode & 0o077) !== 0)
    throw new Error(`API_TOKENS_FILE ${path} can be read by others: chmod 600 it`);
  const parsed = Tokens.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success)
    throw new Error(`API_TOKENS_FILE ${path} is faulty\n${z.prettifyError(parsed.error)}`);
  return findAmong(parsed.data.tokens);
}

function findAmong(tokens: z.infer<typeof Tokens>['tokens']): FindIdentity {
  const known = tokens.map(({ name, scopes, sha256 }) => ({
    name,
    scopes,
    digest: Buffer.from(sha256, 'hex'),
  }));
  return (token) => {
    const digest = createHash('sha256').update(token).digest();
    return known.find((it) => timingSafeEqual(it.digest, digest));
  };
}
