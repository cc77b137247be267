import { z } from 'zod';
import type { Life } from '../lifecycle/life.ts';
import { live } from '../lifecycle/live.ts';
import { parseEvent } from '../replies/engine-event.ts';
import type { Reader, Understood } from './understood.ts';
import { whatJsonIs, whatTextIs } from './what-it-is.ts';

/** Recordings may go over days; the containers heard of longest ago are forgotten beyond this. */
const MAX_CONTAINERS = 10_000;

const OtherEvent = z.object({ Type: z.string(), Action: z.string(), Actor: z.object({}) });

/**
 * Reads recorded events in their order. Each result says what the event means, and how the container's
 * counts stand after it. Restarts by policy are told by the order alone: inspecting is not possible.
 */
export function eventReader(): Reader {
  const lives = new Map<string, Life>();

  const understand = (text: string, json: unknown): Understood => {
    const event = parseEvent(text);
    if (event === undefined) {
      const other = OtherEvent.safeParse(json);
      return other.success && other.data.Type !== 'container'
        ? { kind: 'noted', what: `event of a ${other.data.Type}` }
        : { kind: 'fault', why: whatJsonIs(json) };
    }
    const { life, meanings } = live(lives.get(event.containerId), event);
    lives.delete(event.containerId);
    if (life !== undefined) lives.set(event.containerId, life); // The newest stands last.
    const oldest = lives.keys().next().value;
    if (lives.size > MAX_CONTAINERS && oldest !== undefined) lives.delete(oldest);
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

  return (document) => {
    let json: unknown;
    try {
      json = JSON.parse(document);
    } catch {
      return [{ kind: 'fault', why: whatTextIs(document) }];
    }
    return Array.isArray(json)
      ? json.map((item) => understand(JSON.stringify(item), item))
      : [understand(document, json)];
  };
}
