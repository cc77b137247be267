import type { Store } from '@m4max/streams';
import { turnsKey } from './delivery-keys.ts';
import { PAUSE_TURNS, TAKE_TURN } from './turns.lua.ts';

/** Slack takes one message a second from a webhook. */
const SPACING_MS = 1000;

export type Turn = { readonly waitMs: number; readonly turn: number };

/** A turn at a destination; a sender that waited comes back with the turn it holds. */
export async function takeTurn(
  store: Store,
  destination: string,
  held: number | undefined,
): Promise<Turn> {
  const reply = await store.eval(TAKE_TURN, 1, turnsKey(destination), SPACING_MS, held ?? 0);
  if (!Array.isArray(reply)) throw new Error(`the turn script replied ${String(reply)}`);
  return { waitMs: Number(reply[0]), turn: Number(reply[1]) };
}

export async function pauseTurns(
  store: Store,
  destination: string,
  seconds: number,
): Promise<void> {
  await store.eval(PAUSE_TURNS, 1, turnsKey(destination), Math.ceil(seconds * 1000));
}
