import { hostname } from 'node:os';
import type { EngineEntry } from '@m4max/contracts';
import { answerIn } from '../probes/answer.ts';
import type { RoundFound } from '../probes/candidate.ts';
import { candidatesOf } from '../probes/candidate.ts';
import type { Probed } from '../probes/describe-probes.ts';
import { describeProbes } from '../probes/describe-probes.ts';
import type { Settled } from '../probes/settled.ts';
import type { Subject } from '../probes/subjects.ts';
import { subjectsOf } from '../probes/subjects.ts';
import type { Ask } from '../probes/target.ts';
import { vantageOf } from '../probes/vantage.ts';
import { ask, createAgents } from './ask.ts';

/**
 * An engine has better things to do than to tell of its health each second, even while somebody
 * watches. A little under five seconds, so that a round that comes early still asks.
 */
const ASK_AGAIN_MILLISECONDS = 4500;

/** What is remembered of one that is asked. */
type Memory = {
  readonly target: Ask;
  readonly answer: Settled;
  /** In milliseconds of this process's clock. */
  readonly askedAt: number;
};

export type EngineProber = {
  /** Asks all that were known in the last round and are due, to have their answers by the end of this one. */
  askKnown(signal: AbortSignal): Promise<void>;
  /** How all are, by what the round found; whoever is new in it is asked now. */
  settle(rounds: readonly RoundFound[], signal: AbortSignal): Promise<Probed>;
};

/** Asks engines and containers at once: there are at most 64 of each. */
export function engineProber(options: {
  readonly entries: readonly EngineEntry[];
  readonly system: 'mac' | 'linux';
  readonly ownContainerId: string | undefined;
  /** Milliseconds of a clock that is never set back. */
  readonly now?: () => number;
}): EngineProber {
  const { entries, system, ownContainerId, now = () => performance.now() } = options;
  const agents = createAgents();
  /** By the key of a subject, as `answered` too; a round forgets whoever it does not find. */
  const memories = new Map<string, Memory>();
  /** Those that have answered some time. */
  const answered = new Set<string>();

  const askAndRemember = async (key: string, target: Ask, signal: AbortSignal) => {
    const askedAt = now();
    const startedAt = performance.now();
    const reply = await ask(target, agents, signal);
    const seconds = (performance.now() - startedAt) / 1000;
    const answer = answerIn(reply, { target, seconds, hasAnswered: answered.has(key) });
    if (answer.kind === 'known' && answer.probe.status !== 'unreachable') answered.add(key);
    memories.set(key, { target, answer, askedAt });
  };

  const forgetAllBut = (subjects: readonly Subject[]) => {
    const found = new Set(subjects.map(({ key }) => key));
    for (const key of answered) if (!found.has(key)) answered.delete(key);
    const asked = subjects.filter(({ target }) => target.kind === 'ask');
    const keys = new Set(asked.map(({ key }) => key));
    for (const key of memories.keys()) if (!keys.has(key)) memories.delete(key);
  };

  return {
    async askKnown(signal) {
      const due = [...memories].filter(([, it]) => now() - it.askedAt >= ASK_AGAIN_MILLISECONDS);
      await Promise.all(due.map(([key, { target }]) => askAndRemember(key, target, signal)));
    },
    async settle(rounds, signal) {
      const candidates = candidatesOf(rounds);
      const vantage = vantageOf({ system, machine: hostname(), ownContainerId, candidates });
      const { subjects, missing } = subjectsOf(entries, { candidates, vantage });
      forgetAllBut(subjects);
      await Promise.all(
        subjects.map(async ({ key, target }) => {
          if (target.kind !== 'ask' || memories.get(key)?.target.url === target.url) return;
          await askAndRemember(key, target, signal);
        }),
      );
      const probed = describeProbes(subjects, ({ key }) => ({
        answer: memories.get(key)?.answer,
        hasAnswered: answered.has(key),
      }));
      return { ...probed, missing: [...probed.missing, ...missing] };
    },
  };
}
