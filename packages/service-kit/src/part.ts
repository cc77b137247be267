import type { Logger } from 'winston';

/** A piece of a process. Parts start in order and stop in reverse. */
export type Part = {
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** `undefined` when ready, else what is not, in words. */
  notReady?(): string | undefined;
};

/** What a process is, as its health paths tell it. */
export type Health = {
  readonly stage: 'starting' | 'running' | 'stopping';
  readonly notReady: readonly { readonly part: string; readonly reason: string }[];
};

/** What every part of one process shares. */
export type Context<Config> = {
  readonly name: string;
  readonly config: Config;
  readonly log: Logger;
  health(): Health;
};
