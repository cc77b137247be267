import { createSlidingWindow } from '../histogram/sliding-window.ts';
import type { PlatformEngine, PlatformMessageType } from './platform-names.ts';

/** Messages that say that a limit was broken or is about to be. */
const breachTypes = [
  'margin_call',
  'risk_limit_breach',
  'flash_crash_alert',
  'toxicity_alert',
  'system_failure',
] as const;
type BreachType = (typeof breachTypes)[number];

type MessageCount = {
  readonly engine: PlatformEngine;
  readonly messageType: PlatformMessageType;
  readonly messages: number;
};

export type MessageCounts = {
  count(engine: PlatformEngine, messageType: PlatformMessageType, atMilliseconds: number): void;
  /** The messages of the window that ends now, by engine and type. */
  messages(nowMilliseconds: number): readonly MessageCount[];
  /** Since the start, every type from 0 on; nothing until the platform has been heard. */
  breaches(): ReadonlyMap<BreachType, number> | undefined;
};

/** Counts messages by who sent them and what they are: two fixed lists, so that a slice is bounded by their product. */
export function createMessageCounts(windowSeconds: number): MessageCounts {
  const breaches = new Map<BreachType, number>(breachTypes.map((type) => [type, 0]));
  let isHeard = false;
  const window = createSlidingWindow<Map<string, MessageCount>>({
    windowSeconds,
    sliceSeconds: windowSeconds / 30,
    create: () => new Map(),
  });
  return {
    count(engine, messageType, atMilliseconds) {
      isHeard = true;
      const slice = window.at(atMilliseconds);
      if (slice !== undefined) add(slice, { engine, messageType, messages: 1 });
      if (isBreach(messageType)) breaches.set(messageType, (breaches.get(messageType) ?? 0) + 1);
    },
    messages(nowMilliseconds) {
      const whole = new Map<string, MessageCount>();
      for (const slice of window.within(nowMilliseconds))
        for (const counted of slice.values()) add(whole, counted);
      return [...whole.values()];
    },
    breaches: () => (isHeard ? breaches : undefined),
  };
}

function isBreach(messageType: string): messageType is BreachType {
  return (breachTypes as readonly string[]).includes(messageType);
}

function add(counts: Map<string, MessageCount>, counted: MessageCount): void {
  const { engine, messageType, messages } = counted;
  const key = `${engine} ${messageType}`;
  const known = counts.get(key)?.messages ?? 0;
  counts.set(key, { engine, messageType, messages: known + messages });
}
