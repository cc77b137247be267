import type { SampleKind } from '@m4max/contracts';
import type { Part } from '@m4max/service-kit';
import type { Store, StoreLog } from '@m4max/streams';
import { createLease } from '@m4max/streams';
import type { Rule } from '../rules/compile.ts';
import type { Term } from './evaluation-term.ts';
import { beginTerm } from './evaluation-term.ts';
import { EVALUATOR_LEASE_KEY } from './keys.ts';

/**
 * A killed leader's lease runs out within two seconds and is asked for thrice in that time: another replica
 * goes on well within the five seconds that are promised.
 */
const LEASE_SECONDS = 2;
const RETRY_SECONDS = 0.5;

/** What the evaluator of this process has done. */
export type EvaluatorFacts = {
  readonly leads: boolean;
  readonly samples: Readonly<Record<SampleKind, number>>;
  /** How long ago the newest judged sample was taken. */
  readonly lagSeconds?: number;
};

/** Judges the samples while this process leads, and waits for its turn otherwise. */
export function createEvaluator(options: {
  readonly store: Store;
  readonly rules: readonly Rule[];
  readonly silentResolveSeconds: number;
  readonly holder: string;
  readonly log: StoreLog;
}): Part & { facts(): EvaluatorFacts } {
  const { store, rules, silentResolveSeconds, holder, log } = options;
  const samples = { hardware: 0, containers: 0, trading: 0 };
  let lagSeconds: number | undefined;
  let term: Term | undefined;
  let turn: Promise<void> = Promise.resolve();

  const lease = createLease({
    store,
    key: EVALUATOR_LEASE_KEY,
    holder,
    seconds: LEASE_SECONDS,
    log,
    onChange: (fence) => {
      turn = turn.then(() => change(fence));
    },
  });

  /** Ends the last term and begins one where the lease is (still) held. */
  async function change(fence: number | undefined): Promise<void> {
    await term?.stop();
    term = undefined;
    if (fence === undefined || lease.fence() !== fence) return;
    try {
      term = await beginTerm({
        store,
        fence,
        rules,
        silentResolveSeconds,
        log,
        onSample(kind, lag) {
          samples[kind] += 1;
          lagSeconds = lag;
        },
      });
      log.info('evaluating', { fence, rules: rules.length });
    } catch (error) {
      log.warn('cannot begin to evaluate, trying again', { fence, error });
      setTimeout(() => {
        turn = turn.then(() => change(fence));
      }, RETRY_SECONDS * 1000).unref();
    }
  }

  return {
    name: 'evaluator',
    start: () => lease.start(),
    async stop() {
      await turn;
      await term?.stop();
      term = undefined;
      await lease.stop();
      await turn;
    },
    notReady: () =>
      lease.fence() !== undefined || lease.heldBy() !== undefined
        ? undefined
        : 'no evaluator is known to lead: is the store there?',
    facts: () => ({
      leads: term !== undefined,
      samples: { ...samples },
      ...(lagSeconds === undefined ? {} : { lagSeconds }),
    }),
  };
}
