import type { SlidingWindow } from '../histogram/sliding-window.ts';
import { createSlidingWindow } from '../histogram/sliding-window.ts';

/** Components beyond this are counted together as `other`; engines name themselves. */
const MAX_COMPONENTS = 64;

type Rate = {
  readonly name: string;
  readonly messages: number;
  readonly bytes: number;
  /** Messages of the busiest second. */
  readonly peak: number;
};

export type ThroughputMeter = {
  count(name: string, bytes: number, atMilliseconds: number, messages?: number): void;
  /** What the window holds, by name; those without messages in it are left out. */
  rates(nowMilliseconds: number): readonly Rate[];
};

type Second = { messages: number; bytes: number };

/** Counts messages by name in slices of a second. */
export function createThroughputMeter(windowSeconds: number): ThroughputMeter {
  const names = new Map<string, SlidingWindow<Second>>();

  function windowOf(name: string): SlidingWindow<Second> {
    const known = names.get(name);
    if (known !== undefined) return known;
    if (names.size >= MAX_COMPONENTS && name !== 'other') return windowOf('other');
    const created = createSlidingWindow({
      windowSeconds,
      sliceSeconds: 1,
      create: () => ({ messages: 0, bytes: 0 }),
    });
    names.set(name, created);
    return created;
  }

  return {
    count(name, bytes, atMilliseconds, messages = 1) {
      const second = windowOf(name).at(atMilliseconds);
      if (second === undefined) return;
      second.messages += messages;
      second.bytes += bytes;
    },
    rates(nowMilliseconds) {
      return [...names]
        .map(([name, window]) => sum(name, window.within(nowMilliseconds)))
        .filter(({ messages }) => messages > 0);
    },
  };
}

function sum(name: string, seconds: readonly Second[]): Rate {
  let messages = 0;
  let bytes = 0;
  let peak = 0;
  for (const second of seconds) {
    messages += second.messages;
    bytes += second.bytes;
    peak = Math.max(peak, second.messages);
  }
  return { name, messages, bytes, peak };
}
