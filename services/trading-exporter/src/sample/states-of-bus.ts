import type { BusCommands } from '../commands/command-growth.ts';
import type { InputState } from './input-state.ts';

/**
 * The inputs that a bus is: its streams, and its channels once something came by them. A bus that
 * lets nobody listen is read all the same, and says what of it is not heard. When it is away it is
 * one input that is away: its channels have no trouble of their own.
 */
export function statesOfBus(known: {
  readonly streams: InputState | undefined;
  readonly channels: InputState | undefined;
  /** Why its channels cannot be heard. */
  readonly refusal: string | undefined;
  readonly commands: BusCommands | undefined;
}): readonly InputState[] {
  const { streams, channels, refusal, commands } = known;
  const heard = channels === undefined ? [] : [channels];
  if (streams === undefined) return heard;
  const state = commands === undefined ? streams : { ...streams, commands };
  if (!state.up) return [state];
  const detail = state.detail ?? refusal;
  return [detail === undefined ? state : { ...state, detail }, ...heard];
}
