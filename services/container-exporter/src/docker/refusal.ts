import { z } from 'zod';

/** What an error carries when a server answered, but not with what it was asked for. */
export const Refusal = z.object({
  status: z.number(),
  /** Without its query, and with {id} in place of a container's. */
  path: z.string(),
  /** The server's own words, cut short. */
  says: z.string(),
});
export type Refusal = z.infer<typeof Refusal>;

const EngineMessage = z.object({ message: z.string() });
const MAX_WORDS = 200;

export function refusalError(answer: {
  readonly status: number;
  readonly path: string;
  readonly body: string;
}): Error {
  const refusal: Refusal = {
    status: answer.status,
    path: answer.path.replace(/\?.*$/, '').replace(/^(\/containers)\/[^/]+\//, '$1/{id}/'),
    says: wordsOf(answer.body).slice(0, MAX_WORDS),
  };
  const message = `HTTP ${refusal.status} for ${refusal.path}: ${refusal.says}`;
  return Object.assign(new Error(message), { refusal });
}

export function isRefusal(error: unknown): boolean {
  return Refused.safeParse(error).success;
}

/** The container that was asked for has been removed. */
export function isNotThere(error: unknown): boolean {
  const { refusal } = Refused.safeParse(error).data ?? {};
  return refusal?.status === 404 && refusal.path.includes('{id}');
}

const Refused = z.object({ refusal: Refusal });

/** An engine answers in JSON, a proxy in plain words or in HTML. */
function wordsOf(body: string): string {
  const text = body
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  try {
    return EngineMessage.parse(JSON.parse(text)).message;
  } catch {
    return text;
  }
}
