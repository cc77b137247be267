import type { EngineFacts } from '../replies/engine-facts.ts';
import { whyTooOld } from '../replies/engine-facts.ts';
import type { Address } from './address.ts';
import { addressText } from './address.ts';
import type { EngineClient } from './engine-client.ts';
import { engineClient } from './engine-client.ts';
import { failureInWords, isNobodyThere } from './failure-in-words.ts';

/** What asking at an address led to. */
export type Meeting =
  | { readonly kind: 'met'; readonly client: EngineClient; readonly facts: EngineFacts }
  | {
      readonly kind: 'failed';
      readonly reason: string;
      /** Nothing listens at a socket that was only looked for: its runtime is not in use. */
      readonly isIdle: boolean;
    };

/** Asks at an address who is there; two seconds at most. */
export async function meetEngine(address: Address, signal: AbortSignal): Promise<Meeting> {
  const failed = (why: string, isIdle = false): Meeting => {
    return { kind: 'failed', reason: `${addressText(address)} ${why}`, isIdle };
  };
  if (address.kind === 'unusable') return failed(address.reason);
  const client = engineClient(address);
  try {
    const facts = await client.facts(signal);
    const tooOld = whyTooOld(facts);
    return tooOld === undefined ? { kind: 'met', client, facts } : failed(tooOld);
  } catch (error) {
    const isGuess = address.kind === 'socket' && address.isGuess === true;
    return failed(failureInWords(error), isGuess && isNobodyThere(error));
  }
}
