import type { Redis } from 'ioredis';
import { busFigures, watchedCommands } from '../commands/command-figures.ts';
import type { BusCommands } from '../commands/command-growth.ts';
import { commandGrowth, isAnotherLife } from '../commands/command-growth.ts';
import { createReadings } from '../lifetime/readings.ts';

/** A server that refused a question is not asked it again for so long: rights are seldom changed. */
const ASK_AGAIN_MILLISECONDS = 5 * 60 * 1000;

export type CommandReader = {
  /** Asks once; rejects when the connection is gone. Milliseconds are of a clock that is never set back. */
  read(client: Redis, nowMilliseconds: number): Promise<BusCommands>;
};

/** Reads what a Redis counts of its own commands; it costs the server some ten microseconds. */
export function createCommandReader(windowSeconds: number): CommandReader {
  const readings = createReadings({ windowSeconds, isAnotherLife });
  const refusals = new Map<Question, Refusal>();

  async function ask(client: Redis, question: Question, nowMilliseconds: number): Promise<unknown> {
    const refusal = refusals.get(question);
    if (refusal !== undefined && nowMilliseconds < refusal.againAt) return undefined;
    try {
      const [command, ...words] = questions[question];
      const reply = await client.call(command, ...words);
      refusals.delete(question);
      return reply;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const reason = refusalInWords(question, error);
      refusals.set(question, { reason, againAt: nowMilliseconds + ASK_AGAIN_MILLISECONDS });
      return undefined;
    }
  }

  return {
    async read(client, nowMilliseconds) {
      // Asked at once: ioredis sends them in one write.
      const [server, commandStats, histograms] = await Promise.all([
        ask(client, 'server', nowMilliseconds),
        ask(client, 'commandStats', nowMilliseconds),
        ask(client, 'histograms', nowMilliseconds),
      ]);
      const missing = [...new Set([...refusals.values()].map(({ reason }) => reason))];
      if (typeof server !== 'string' || typeof commandStats !== 'string')
        return { commands: [], missing };
      readings.take(busFigures({ server, commandStats, histograms }), nowMilliseconds);
      const span = readings.span();
      return { commands: span === undefined ? [] : commandGrowth(span), missing };
    },
  };
}

type Question = 'server' | 'commandStats' | 'histograms';
const questions: Readonly<Record<Question, readonly [command: string, ...words: string[]]>> = {
  server: ['INFO', 'server'],
  commandStats: ['INFO', 'commandstats'],
  histograms: ['LATENCY', 'HISTOGRAM', ...watchedCommands],
};
type Refusal = { readonly reason: string; readonly againAt: number };

/** A right or a command that is not there; a server that is only busy, or gone, is asked again soon. */
function isRefusal(error: unknown): error is Error {
  return (
    error instanceof Error &&
    error.name === 'ReplyError' &&
    /^NOPERM|unknown (?:sub)?command|wrong number of arguments/i.test(error.message)
  );
}

function refusalInWords(question: Question, { message }: Error): string {
  const isForbidden = message.startsWith('NOPERM');
  if (question === 'histograms')
    return isForbidden
      ? 'its user may not read how long commands take: allow LATENCY HISTOGRAM'
      : 'it does not tell how long commands take: Redis does from version 7 on';
  return isForbidden
    ? 'its user may not read how commands fare: allow INFO'
    : 'it does not tell how commands fare: it has no INFO';
}
