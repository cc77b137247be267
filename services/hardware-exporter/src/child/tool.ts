import type { HardwareSourceName } from '@m4max/contracts';
import type { Read } from '../reading/reading.ts';
import type { Splitter } from '../reading/splitter.ts';

export type Command = {
  readonly program: string;
  readonly arguments: readonly string[];
  /** A splitter for the output of one run. */
  readonly split: () => Splitter;
  /** For formats whose documents have no end mark: after this silence what came is one. */
  readonly quietSeconds?: number;
};

/** How a run of a tool came to its end. */
export type Ending =
  | { readonly kind: 'not started'; readonly program: string; readonly code: string }
  | {
      readonly kind: 'exited';
      readonly how: string;
      readonly stderr: string;
      /** How many it had delivered. */
      readonly documents: number;
    }
  | { readonly kind: 'silent'; readonly seconds: number }
  | { readonly kind: 'unreadable'; readonly documents: number };

/** What to do after a run. */
export type Next<Plan> = {
  readonly plan: Plan;
  readonly delaySeconds: number;
  /** Why there are no readings until then; `undefined` when the end was a planned one. */
  readonly reason: string | undefined;
};

/** A program that delivers documents while it runs, and how it is run, read and kept running. */
export type Tool<Plan> = {
  readonly name: HardwareSourceName;
  readonly firstPlan: Plan;
  /** What to run for a plan, or why it cannot be run here and what to do about it. */
  command(plan: Plan): Promise<Command | { readonly why: string }>;
  /** `seconds` is the time since the document before, or the interval for the first one. */
  read(document: string, context: { readonly plan: Plan; readonly seconds: number }): Read;
  /** `failures` counts the runs in a row that came to nothing. */
  after(ending: Ending, state: { readonly plan: Plan; readonly failures: number }): Next<Plan>;
};
