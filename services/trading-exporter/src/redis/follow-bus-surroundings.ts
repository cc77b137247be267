import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Backlog } from '../backlogs/backlog.ts';
import { componentOf, topicOfStream } from '../decode/topic-plan.ts';
import type { ClockOffset } from '../following/clock-offset.ts';
import type { StreamFacts } from '../following/stream-facts.ts';
import { componentOfPlatformStream } from '../platform/platform-stream.ts';
import type { ServerFacts } from './ask-server.ts';
import { askClock } from './ask-server.ts';
import { findStreams } from './find-streams.ts';
import { readBacklogs } from './read-backlogs.ts';

/** How often is asked around, at least; on a large Redis never more than a twentieth of the time. */
const ASK_MILLISECONDS = 2000;
const ASK_SHARE = 20;
const CLOCK_MILLISECONDS = 10 * 60_000;

/** What is found out about a bus beside the reading. */
export type Surroundings = {
  /** Streams that fit the patterns; another list when they change. */
  names: readonly string[];
  clock: ClockOffset | undefined;
  backlogs: readonly Backlog[];
  /** What the last look said of its streams. */
  streams: readonly StreamFacts[];
  readonly server: ServerFacts;
};

/** Keeps the surroundings of a bus up to date, on a connection of its own that no read holds up. */
export async function askAround(options: {
  readonly client: Redis;
  readonly patterns: readonly string[];
  readonly around: Surroundings;
  readonly onClockStep: (seconds: number) => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { client, patterns, around, onClockStep, signal } = options;
  let clockAt = Date.now() + CLOCK_MILLISECONDS;
  while (!signal.aborted) {
    const started = Date.now();
    const names = await findStreams(client, patterns);
    if (names.join('\n') !== around.names.join('\n')) around.names = names;
    if (started >= clockAt) {
      clockAt = started + CLOCK_MILLISECONDS;
      around.clock = await askClock(client, around.clock);
      const step = around.clock?.stepSeconds;
      if (step !== undefined) onClockStep(step);
    }
    const grouped = around.streams.filter(({ groups }) => groups > 0);
    around.backlogs = await readBacklogs(
      client,
      grouped.map(({ stream }) => ({
        name: stream,
        component: componentOfPlatformStream(stream) ?? componentOf(topicOfStream(stream)),
      })),
      busTime(around, started),
    );
    const rest = Math.max(ASK_MILLISECONDS, ASK_SHARE * (Date.now() - started));
    await sleep(rest, undefined, { signal }).catch(() => undefined);
  }
}

/** A moment of our clock by the clock of the bus. */
export function busTime({ clock }: Surroundings, nowMilliseconds: number): number {
  return nowMilliseconds + 1000 * (clock?.seconds ?? 0);
}
