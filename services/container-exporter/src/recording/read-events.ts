import { z } from 'zod';
import type { Life } from '../lifecycle/life.ts';
import { live } from '../lifecycle/live.ts';
import { parseEvent } from '../replies/engine-event.ts';
import { remember } from './remember.ts';
import type { Reader } from './understand.ts';
import { whatJsonIs } from './what-it-is.ts';

const OtherEvent = z.object({ Type: z.string(), Action: z.string(), Actor: z.object({}) });

/**
 * Reads recorded events in their order. Each result says what the event means, and how the container's
 * counts stand after it. Restarts by policy are told by the order alone: inspecting is not possible.
 */
export function eventReader(): Reader {
  const lives = new Map<string, Life>();

  return (json, text) => {
    const event = parseEvent(text);
    if (event === undefined) {
      const other = OtherEvent.safeParse(json);
      return other.success && other.data.Type !== 'container'
        ? { kind: 'noted', what: `event of a ${other.data.Type}` }
        : { kind: 'fault', why: whatJsonIs(json) };
    }
    const { life, meanings } = live(lives.get(event.containerId), event);
    remember(lives, event.containerId, life);
    const exit = event.action === 'die' ? life?.exit : undefined;
    return {
      kind: 'result',
      result: {
        id: event.id,
        at: event.at.toISOString(),
        name: event.name,
        action: event.action,
        means: meanings,
        ...(exit === undefined ? {} : { exit }),
        ...(life === undefined ? {} : { restarts: life.restarts, oom_events: life.oomEvents }),
      },
    };
  };
}
