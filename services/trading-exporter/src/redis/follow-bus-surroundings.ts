import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Backlog } from '../backlogs/backlog.ts';
import { componentOf, topicOfStream } from '../decode/topic-plan.ts';
import type { ClockOffset } from '../following/clock-offset.ts';
import { STEP_SECONDS } from '../following/clock-offset.ts';
import { restAfter } from '../following/rest-after.ts';
import type { StreamFacts } from '../following/stream-facts.ts';
import { componentOfPlatformStream } from '../platform/platform-stream.ts';
import type { ServerFacts } from './ask-server.ts';
import { askClock } from './ask-server.ts';
import { findStreams } from './find-streams.ts';
import { readBacklogs } from './read-backlogs.ts';

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
  // By a clock that nobody sets; ours is asked about anew when it was set, or this machine slept.
  let clockAt = performance.now() + CLOCK_MILLISECONDS;
  let setAt = Date.now() - performance.now();
  while (!signal.aborted) {
    const started = performance.now();
    const isSet = Math.abs(Date.now() - started - setAt) > 1000 * STEP_SECONDS;
    const names = await findStreams(client, patterns);
    if (names.join('\n') !== around.names.join('\n')) around.names = names;
    if (started >= clockAt || isSet) {
      clockAt = started + CLOCK_MILLISECONDS;
      setAt = Date.now() - performance.now();
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
      busTime(around, Date.now()),
    );
    await sleep(restAfter(performance.now() - started), undefined, { signal }).catch(
      () => undefined,
    );
  }
}

/** A moment of our clock by the clock of the bus. */
export function busTime({ clock }: Surroundings, nowMilliseconds: number): number {
  return nowMilliseconds + 1000 * (clock?.seconds ?? 0);
}
