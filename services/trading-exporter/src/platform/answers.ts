import { createRecentMap } from '../recent/recent-map.ts';
import type { PlatformMessageType } from './platform-names.ts';

/** What an order request sets off, and the name of the time until then. */
const stages: Readonly<Partial<Record<PlatformMessageType, AnswerStage>>> = {
  trade_execution: 'order_to_execution',
  risk_metric: 'order_to_risk',
};
type AnswerStage = 'order_to_execution' | 'order_to_risk';

export type Answered = { readonly stage: AnswerStage; readonly nanoseconds: number };

/** Requests and answers that wait for each other: at least so many, at most twice. Some 300 bytes each. */
const RECENT_CONVERSATIONS = 25_000;
/** What comes later than this answers nothing any more: a resting order that was filled, or an id used again. */
const FORGET_MILLISECONDS = 300_000;

type Conversation = {
  readonly since: number;
  requested?: bigint;
  readonly answered: Map<AnswerStage, bigint>;
};

/**
 * Finds how long after an order request its results were sent, by the correlation id that they share.
 * They come from several streams and servers, so in any order; of several answers the first that is
 * read counts.
 */
export function createAnswers(): {
  take(message: {
    readonly correlationId: string;
    readonly messageType: PlatformMessageType;
    readonly sentNanoseconds: bigint;
    readonly atMilliseconds: number;
  }): readonly Answered[];
} {
  const conversations = createRecentMap<Conversation>(RECENT_CONVERSATIONS);

  function conversationOf(id: string, atMilliseconds: number): Conversation {
    const found = conversations.get(id);
    if (found !== undefined && atMilliseconds - found.since <= FORGET_MILLISECONDS) return found;
    const begun: Conversation = { since: atMilliseconds, answered: new Map() };
    conversations.set(id, begun);
    return begun;
  }

  return {
    take({ correlationId, messageType, sentNanoseconds, atMilliseconds }) {
      const stage = stages[messageType];
      const isRequest = messageType === 'order_request';
      if (stage === undefined && !isRequest) return [];
      const conversation = conversationOf(correlationId, atMilliseconds);
      const { answered, requested } = conversation;
      if (stage !== undefined) {
        if (answered.has(stage)) return [];
        answered.set(stage, sentNanoseconds);
        return requested === undefined ? [] : [spanOf(stage, requested, sentNanoseconds)];
      }
      if (requested !== undefined) return [];
      conversation.requested = sentNanoseconds;
      return [...answered].map(([known, at]) => spanOf(known, sentNanoseconds, at));
    },
  };
}

function spanOf(stage: AnswerStage, from: bigint, to: bigint): Answered {
  return { stage, nanoseconds: Number(to - from) };
}
