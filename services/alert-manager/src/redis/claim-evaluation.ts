import type { Store } from '@m4max/streams';
import { z } from 'zod';
import { EvaluatorState, emptyState, SourceState } from '../rules/state.ts';
import { EVALUATOR_KEY } from './keys.ts';

/**
 * Shuts out every evaluator with a smaller fence, and gives what the last one knew.
 *
 * KEYS  1 evaluator (hash: fence, state)
 * ARGV  1 fence
 * Reply the state, "" when there is none, or nil when a newer evaluator has claimed
 */
const CLAIM = `
local newest = tonumber(redis.call('HGET', KEYS[1], 'fence') or '0')
if newest > tonumber(ARGV[1]) then return false end
redis.call('HSET', KEYS[1], 'fence', ARGV[1])
return redis.call('HGET', KEYS[1], 'state') or ''
`;

export type Claim =
  | { readonly kind: 'claimed'; readonly state: EvaluatorState; readonly fault?: string }
  | { readonly kind: 'fenced' };

/** From here on commits of older evaluators are refused, so what was read stays true. */
export async function claimEvaluation(store: Store, fence: number): Promise<Claim> {
  const reply = await store.eval(CLAIM, 1, EVALUATOR_KEY, fence);
  if (reply === null) return { kind: 'fenced' };
  if (typeof reply !== 'string') throw new Error('the claim script gave no text');
  if (reply === '') return { kind: 'claimed', state: emptyState };
  try {
    return { kind: 'claimed', ...readState(JSON.parse(reply)) };
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    return { kind: 'claimed', state: emptyState, fault };
  }
}

const Rough = EvaluatorState.extend({ sources: z.record(z.string(), z.unknown()) });

/** A source that cannot be read is left out by itself: what one publisher sends costs the others nothing. */
function readState(written: unknown): { readonly state: EvaluatorState; readonly fault?: string } {
  const { sources: all, ...rest } = Rough.parse(written);
  const sources: EvaluatorState['sources'] = {};
  const faults: string[] = [];
  for (const [key, source] of Object.entries(all)) {
    const read = SourceState.safeParse(source);
    if (read.success) sources[key] = read.data;
    else faults.push(`${key}: ${read.error.message}`);
  }
  const state = { ...rest, sources };
  return faults.length === 0 ? { state } : { state, fault: faults.join('\n') };
}
