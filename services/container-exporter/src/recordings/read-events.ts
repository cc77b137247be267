import type { Life } from '../lifecycle/life.ts';
import { live } from '../lifecycle/live.ts';
import { parseEvent } from '../replies/engine-event.ts';

/** Recordings may go over days; the oldest containers are forgotten beyond this. */
const MAX_CONTAINERS = 10_000;

/**
 * Reads recorded events line by line. Each result says what the event means, and how the container's
 * counts stand after it. Restarts by policy are told by the order alone: inspecting is not possible.
 */
export function eventReader(): (line: string) => object | undefined {
  const lives = new Map<string, Life>();
  return (line) => {
    const event = parseEvent(line);
    if (event === undefined) return undefined;
    const { life, meanings } = live(lives.get(event.containerId), event);
    if (life === undefined) lives.delete(event.containerId);
    else lives.set(event.containerId, life);
    const oldest = lives.keys().next().value;
    if (lives.size > MAX_CONTAINERS && oldest !== undefined) lives.delete(oldest);
    return {
      id: event.id,
      at: event.at.toISOString(),
      name: event.name,
      action: event.action,
      means: meanings,
      ...(life === undefined
        ? {}
        : {
            ...(event.action === 'die' && life.exit !== undefined ? { exit: life.exit } : {}),
            restarts: life.restarts,
            oom_events: life.oomEvents,
          }),
    };
  };
}
