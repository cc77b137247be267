import type { BusCommands } from '../commands/command-growth.ts';

/** How an input fares, as those who read it know. */
export type InputState = {
  readonly kind: 'bus' | 'push' | 'fix_log';
  readonly name: string;
  readonly up: boolean;
  readonly detail?: string;
  readonly streams?: number;
  readonly behindSeconds?: number;
  readonly samplingRatio?: number;
  readonly lostEntries?: number;
  readonly streamResets?: number;
  readonly clockOffsetSeconds?: number;
  readonly commands?: BusCommands;
};
