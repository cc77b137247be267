import type { SlidingWindow } from '../histogram/sliding-window.ts';
import { createSlidingWindow } from '../histogram/sliding-window.ts';
import type { Bursts } from './bursts.ts';
import { burstAt, createBursts } from './bursts.ts';

/** Components beyond this are counted together as `other`; engines name themselves. */
const MAX_COMPONENTS = 64;

type Rate = {
  readonly name: string;
  readonly messages: number;
  readonly bytes: number;
  /** Messages of the busiest second. */
  readonly peak: number;
  /** Entries of the busiest ten milliseconds, at least; a batch is one entry. */
  readonly burst: number;
};

export type ThroughputMeter = {
  count(name: string, bytes: number, atMilliseconds: number, messages?: number): void;
  /** What the window holds, by name; those without messages in it are left out. */
  rates(nowMilliseconds: number): readonly Rate[];
};

type Second = { messages: number; bytes: number; burst: number };
type Component = { readonly window: SlidingWindow<Second>; readonly bursts: Bursts };

/** Counts messages by name in slices of a second. */
export function createThroughputMeter(windowSeconds: number): ThroughputMeter {
  const components = new Map<string, Component>();

  function componentOf(name: string): Component {
    const known = components.get(name);
    if (known !== undefined) return known;
    if (components.size >= MAX_COMPONENTS && name !== 'other') return componentOf('other');
    const window = createSlidingWindow({
      windowSeconds,
      sliceSeconds: 1,
      create: () => ({ messages: 0, bytes: 0, burst: 0 }),
    });
    const component = { window, bursts: createBursts() };
    components.set(name, component);
    return component;
  }

  return {
    count(name, bytes, atMilliseconds, messages = 1) {
      const { window, bursts } = componentOf(name);
      const second = window.at(atMilliseconds);
      if (second === undefined) return;
      second.messages += messages;
      second.bytes += bytes;
      const burst = burstAt(bursts, atMilliseconds);
      if (burst > second.burst) second.burst = burst;
    },
    rates(nowMilliseconds) {
      return [...components]
        .map(([name, { window }]) => sum(name, window.within(nowMilliseconds)))
        .filter(({ messages }) => messages > 0);
    },
  };
}

function sum(name: string, seconds: readonly Second[]): Rate {
  let [messages, bytes, peak, burst] = [0, 0, 0, 0];
  for (const second of seconds) {
    messages += second.messages;
    bytes += second.bytes;
    peak = Math.max(peak, second.messages);
    burst = Math.max(burst, second.burst);
  }
  return { name, messages, bytes, peak, burst };
}
