import type { PlatformEngine, PlatformMessageType } from './platform-names.ts';

/**
 * Which of the platform's clients wrote it, told by its fields:
 *
 * - `dual`: a type and an engine, in a stream of the market data bus or the engine logic bus;
 * - `universal`: the same with an id, copied to the stream of every engine that it concerns;
 * - `enhanced`: a topic with a type or an id, and no engine;
 * - `dashboard`: a topic and at most the kind of its content;
 * - `triple`: JSON that is published on a channel and stands in no stream.
 */
export type PlatformDialect = 'dual' | 'universal' | 'enhanced' | 'dashboard' | 'triple';

/** What a message says of itself, without a look at the rest of its payload. Times are nanoseconds. */
export type PayloadHints = {
  readonly processingNanoseconds?: number;
  readonly inferenceNanoseconds?: number;
  readonly modelName?: string;
};

/** Why something was not believed. The list is short, so it may be a label. */
export type PlatformFault = 'parse' | 'missing_field' | 'bad_timestamp' | 'too_large' | 'overload';

export type PlatformMessage =
  | {
      readonly kind: 'message';
      readonly dialect: PlatformDialect;
      readonly engine: PlatformEngine;
      readonly messageType: PlatformMessageType;
      readonly topic: string | undefined;
      /** By the clock of its sender, since 1970. */
      readonly sentNanoseconds: bigint | undefined;
      /** The same in every copy of the message. */
      readonly messageId: string | undefined;
      /** Shared by a request and what answers it. */
      readonly correlationId: string | undefined;
      readonly hints: PayloadHints;
      /** What of it could not be read; the rest counts. */
      readonly faults: readonly PlatformFault[];
      readonly payloadBytes: number;
    }
  | {
      readonly kind: 'rejected';
      readonly reason: PlatformFault;
      readonly detail: string;
      readonly payloadBytes: number;
    };
