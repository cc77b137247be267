import type { SampleKind, SampleStream } from '@m4max/contracts';
import { containersSamples, hardwareSamples, tradingSamples } from '@m4max/contracts';
import { every } from '@m4max/service-kit';
import type { Follower, Store, StoreLog } from '@m4max/streams';
import { follow } from '@m4max/streams';
import type { AnySample } from '../rules/catalogue.ts';
import type { Rule } from '../rules/compile.ts';
import type { Arrived, RuleFault } from '../rules/evaluate.ts';
import { evaluate } from '../rules/evaluate.ts';
import type { Finding } from '../rules/finding.ts';
import { foundNewer } from '../rules/outdated.ts';
import { judgeSilence } from '../rules/silence.ts';
import type { EvaluatorState } from '../rules/state.ts';
import type { Newest } from '../rules/top-consumers.ts';
import { topConsumers } from '../rules/top-consumers.ts';
import { claimEvaluation } from './claim-evaluation.ts';
import type { Journal, Step } from './evaluation-journal.ts';
import { openJournal } from './evaluation-journal.ts';

/** Before every entry. */
const START = '0-0';
const TICK_SECONDS = 1;
const SWEEP_TICKS = 5;
/** Ticks further apart mean that we slept, were paused or had no store: nobody listened meanwhile. */
const LONGEST_TICK_GAP_SECONDS = 5;

export type TermOptions = {
  readonly store: Store;
  readonly fence: number;
  readonly rules: readonly Rule[];
  readonly silentResolveSeconds: number;
  readonly log: StoreLog;
  /** Told of each sample that has been judged, and how long ago it was taken. */
  readonly onSample: (kind: SampleKind, lagSeconds: number) => void;
};

export type Term = { stop(): Promise<void> };

/** One evaluator's time as the leader: it reads on where the last one stopped. */
export async function beginTerm(options: TermOptions): Promise<Term> {
  const { store, fence, log } = options;
  const claim = await claimEvaluation(store, fence);
  if (claim.kind === 'fenced') throw new Error('a newer evaluator has taken over');
  if (claim.fault !== undefined)
    log.error('what the last evaluator knew cannot be read; pending alerts start anew', {
      fault: claim.fault,
    });
  const ending = new AbortController();
  const newest = new Map<string, Newest>();
  const journal = await openJournal({
    store,
    fence,
    state: await withCursors(store, claim.state),
    log,
    topConsumers: (metric, host) => topConsumers(metric, newest.get(host) ?? {}),
    onFenced: () => {
      log.warn('a newer evaluator has taken over', { fence });
      ending.abort();
    },
  });
  await journal.save(); // From here on whoever follows reads on from these cursors.
  const readers = startReaders(options, journal, newest);
  const ticking = watchSilence(options, journal, ending.signal);
  ending.signal.addEventListener('abort', () => {
    for (const reader of readers) void reader.stop();
  });
  for (const reader of readers) await reader.start();
  return {
    async stop() {
      const wasFenced = ending.signal.aborted;
      ending.abort();
      await Promise.all([ticking, ...readers.map((reader) => reader.stop())]);
      if (!wasFenced) await journal.save().catch(() => undefined); // The next leader reads those samples again.
    },
  };
}

/** The first leader of all begins with what comes from now on: old samples would raise old alerts. */
async function withCursors(store: Store, state: EvaluatorState): Promise<EvaluatorState> {
  const cursors = { ...state.cursors };
  for (const { kind, key } of [hardwareSamples, containersSamples, tradingSamples]) {
    const [last] = await store.xrevrange(key, '+', '-', 'COUNT', 1);
    cursors[kind] ??= last?.[0] ?? START;
  }
  const { newer_kinds: _, ...known } = state; // This process may be the update.
  return { ...known, cursors };
}

function startReaders(
  options: TermOptions,
  journal: Journal,
  newest: Map<string, Newest>,
): readonly Follower[] {
  const { store, rules, log, onSample } = options;
  const faulty = new Set<string>();
  const onFault = ({ rule, error }: RuleFault) => {
    if (!faulty.has(rule))
      log.error('a rule cannot be judged: its alerts stay as they are', { rule, error });
    faulty.add(rule); // A line a second would hide the others.
  };
  const reader = <Sample>(
    stream: SampleStream<Sample>,
    asArrived: (sample: Sample) => AnySample,
  ): Follower =>
    follow({
      name: `evaluator of ${stream.kind} samples`,
      store,
      stream,
      from: journal.state().cursors[stream.kind] ?? START,
      log,
      onNewerVersion: () =>
        void journal
          .advance((state) => foundNewer(state, stream.kind, new Date()))
          .catch((error: unknown) => log.warn('cannot tell of newer samples', { error })),
      async onEntries(entries) {
        const arrived = entries.map(({ id, entry }) => freshened(asArrived(entry), id));
        for (const { sample, ...it } of arrived)
          if (it.kind !== 'trading')
            newest.set(sample.host, { ...newest.get(sample.host), [it.kind]: sample });
        const cursor = entries.at(-1)?.id;
        await journal.advance((state) =>
          judgeAll(rules, state, arrived, { kind: stream.kind, cursor, onFault }),
        );
        for (const { kind, freshAt } of arrived)
          onSample(kind, Math.max(0, (Date.now() - freshAt.getTime()) / 1000));
      },
    });
  return [
    reader(hardwareSamples, (sample) => ({ kind: 'hardware', sample })),
    reader(containersSamples, (sample) => ({ kind: 'containers', sample })),
    reader(tradingSamples, (sample) => ({ kind: 'trading', sample })),
  ];
}

function judgeAll(
  rules: readonly Rule[],
  state: EvaluatorState,
  arrived: readonly Arrived[],
  {
    kind,
    cursor,
    onFault,
  }: {
    readonly kind: SampleKind;
    readonly cursor: string | undefined;
    readonly onFault: (fault: RuleFault) => void;
  },
): Step {
  const findings: Finding[] = [];
  const sources = { ...state.sources };
  for (const sample of arrived) {
    const key = `${kind}:${sample.sample.host}`;
    const next = evaluate(rules, sources[key], sample);
    sources[key] = next.source;
    findings.push(...next.findings);
    for (const fault of next.faults) onFault(fault);
  }
  const cursors = cursor === undefined ? state.cursors : { ...state.cursors, [kind]: cursor };
  return { state: { ...state, cursors, sources }, findings };
}

/** When the sample was taken, by the store's clock: no two machines have to agree on the time. */
function freshened(arrived: AnySample, entryId: string): Arrived {
  const { taken_at, published_at = taken_at } = arrived.sample;
  const waitedMs = Math.max(0, Date.parse(published_at) - Date.parse(taken_at));
  return { ...arrived, freshAt: new Date(Number(entryId.split('-')[0]) - waitedMs) };
}

async function watchSilence(
  { store, silentResolveSeconds, log }: TermOptions,
  journal: Journal,
  signal: AbortSignal,
): Promise<void> {
  let listeningSince = new Date(0);
  let lastTick = new Date(0);
  let ticks = 0;
  const tick = async () => {
    const now = await storeTime(store);
    const gapSeconds = Math.abs(now.getTime() - lastTick.getTime()) / 1000;
    if (gapSeconds > LONGEST_TICK_GAP_SECONDS) listeningSince = now;
    lastTick = now;
    await journal.advance((state) =>
      judgeSilence(state, { now, listeningSince, resolveAfterSeconds: silentResolveSeconds }),
    );
    ticks += 1;
    if (ticks % SWEEP_TICKS === 0) await journal.sweep();
  };
  await every(
    TICK_SECONDS,
    tick,
    (error) => {
      if (store.status === 'ready') log.warn('a look at the alerts failed', { error });
    },
    signal,
  );
}

async function storeTime(store: Store): Promise<Date> {
  const [seconds, microseconds] = await store.time();
  return new Date(Number(seconds) * 1000 + Number(microseconds) / 1000);
}
