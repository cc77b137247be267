import { isMap } from '../decode/payload.ts';
import type { PayloadHints } from './platform-message.ts';

export type HintsOutcome =
  | { readonly kind: 'hints'; readonly hints: PayloadHints }
  | { readonly kind: 'unread'; readonly reason: 'parse' | 'too_large' };

/** Parsing this much takes half a millisecond; a result with its figures inside is larger only by mistake. */
const MAX_PARSED_BYTES = 64 * 1024;
const MAX_MODEL_NAME = 64;

const keys = ['"processing_time_ms"', '"inference_time_ms"', '"model_name"'].map((key) =>
  Buffer.from(key),
);

/** What the JSON of a payload says about how it was made. Without one of the keys in it, it is not parsed. */
export function readHints(payload: Buffer): HintsOutcome {
  if (!keys.some((key) => payload.includes(key))) return { kind: 'hints', hints: {} };
  if (payload.length > MAX_PARSED_BYTES) return { kind: 'unread', reason: 'too_large' };
  try {
    return { kind: 'hints', hints: hintsOf(JSON.parse(payload.toString('utf8'))) };
  } catch {
    return { kind: 'unread', reason: 'parse' };
  }
}

/** The hints of a body, at its top: what stands deeper was not said of the whole. */
export function hintsOf(body: unknown): PayloadHints {
  if (!isMap(body)) return {};
  const processing = nanosecondsOf(body.processing_time_ms);
  const inference = nanosecondsOf(body.inference_time_ms);
  const { model_name: model } = body;
  const isName = typeof model === 'string' && model !== '' && model.length <= MAX_MODEL_NAME;
  return {
    ...(processing === undefined ? {} : { processingNanoseconds: processing }),
    ...(inference === undefined ? {} : { inferenceNanoseconds: inference }),
    ...(isName ? { modelName: model } : {}),
  };
}

/** From milliseconds as a number or its text. Whether the time can be believed is for the ledger to say. */
export function nanosecondsOf(milliseconds: unknown): number | undefined {
  const isText = typeof milliseconds === 'string' && milliseconds.trim() !== '';
  const number = isText ? Number(milliseconds) : milliseconds;
  return typeof number === 'number' && !Number.isNaN(number) ? Math.round(number * 1e6) : undefined;
}
