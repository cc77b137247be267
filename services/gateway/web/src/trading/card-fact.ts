import type { Tone } from './tone.ts';

/** A figure at the foot of the trading card. */
export type CardFact = { readonly name: string; readonly value: string; readonly tone: Tone };
