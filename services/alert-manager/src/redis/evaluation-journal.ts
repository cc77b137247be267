import type { Store, StoreLog } from '@m4max/streams';
import { actOnFinding } from '../alerts/act-on-finding.ts';
import { foldChanges } from '../alerts/fold-changes.ts';
import { isForgotten } from '../alerts/is-forgotten.ts';
import { outlived } from '../alerts/outlived.ts';
import type { AlertRecord } from '../alerts/record.ts';
import type { Finding } from '../rules/finding.ts';
import { heldAlerts } from '../rules/held-alerts.ts';
import type { EvaluatorState } from '../rules/state.ts';
import type { Consumer } from '../rules/top-consumers.ts';
import type { RecordChange } from './commit.ts';
import { commit } from './commit.ts';
import { ALERTS_KEY, UNREADABLE_ALERTS_KEY } from './keys.ts';
import { loadRecords, setAsideUnreadable } from './records.ts';

/** State without findings is written so often: samples after it are simply read again by a new leader. */
const SAVE_SECONDS = 5;
/** Others write the same records now and then: eight losses in a row are a fault. */
const MOST_TRIES = 8;

export type Journal = {
  state(): EvaluatorState;
  /** Takes a step; the state moves on only after all that it means is in the store. */
  advance(step: (state: EvaluatorState) => Step): Promise<void>;
  /** Ends what has run out or lost its rule, and forgets what is long over. */
  sweep(): Promise<void>;
  /** Writes the state as it is. */
  save(): Promise<void>;
};

export type Step = { readonly state: EvaluatorState; readonly findings: readonly Finding[] };

/** What the evaluator knows and the records of what it found, in memory and in the store alike. */
export async function openJournal(options: {
  readonly store: Store;
  readonly fence: number;
  readonly state: EvaluatorState;
  /** Who uses most of what a metric measures on a host. */
  readonly topConsumers: (metric: string, host: string) => readonly Consumer[];
  /** A newer evaluator has taken over; nothing is written any more. */
  readonly onFenced: () => void;
  readonly log: StoreLog;
}): Promise<Journal> {
  const { store, fence, topConsumers, onFenced, log } = options;
  let { state } = options;
  let records = await readRecords(store);
  let savedAt = performance.now();
  let fenced = false;
  let last: Promise<unknown> = Promise.resolve();

  /** Steps come from three streams and a clock; each sees the state that the one before it left. */
  function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function write(
    next: EvaluatorState,
    changesOf: () => readonly RecordChange[],
    isDue: (changes: readonly RecordChange[]) => boolean,
  ): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES && !fenced; tries += 1) {
      const changes = changesOf();
      if (!isDue(changes)) {
        state = next;
        return;
      }
      const outcome = await commit(store, {
        fence: { number: fence, state: JSON.stringify(next) },
        changes,
      });
      if (outcome === 'committed') {
        state = next;
        savedAt = performance.now();
        records = withChanges(records, changes);
        tell(changes, log);
        return;
      }
      if (outcome === 'fenced') {
        fenced = true;
        onFenced();
      } else records = await readRecords(store);
    }
    if (!fenced) throw new Error('records are changed by others all the time');
  }

  return {
    state: () => state,
    advance: (step) =>
      oneAtATime(async () => {
        const { state: next, findings } = step(state);
        await write(
          next,
          () =>
            foldChanges(
              findings,
              (fingerprint) => records.get(fingerprint),
              (record, finding) => actOnFinding(record, finding, topConsumers, new Date()),
            ),
          (changes) => changes.length > 0 || performance.now() - savedAt > SAVE_SECONDS * 1000,
        );
      }),
    sweep: () =>
      oneAtATime(async () => {
        records = await readRecords(store);
        if ((await store.hlen(ALERTS_KEY)) > records.size)
          for (const alert of await setAsideUnreadable(store))
            log.error(`an alert's record cannot be read: see ${UNREADABLE_ALERTS_KEY}`, { alert });
        const now = new Date();
        const held = heldAlerts(state);
        await write(
          state,
          () =>
            [...records.values()].flatMap((before): readonly RecordChange[] => {
              const { fingerprint } = before.alert;
              if (isForgotten(before, now))
                return [{ fingerprint, before, outbox: [], events: [] }];
              const change = outlived(before, held, now);
              return change === undefined ? [] : [{ fingerprint, before, ...change }];
            }),
          (changes) => changes.length > 0,
        );
      }),
    save: () =>
      oneAtATime(() =>
        write(
          state,
          () => [],
          () => true,
        ),
      ),
  };
}

async function readRecords(store: Store): Promise<Map<string, AlertRecord>> {
  const records = await loadRecords(store);
  return new Map(records.map((record) => [record.alert.fingerprint, record]));
}

function withChanges(
  records: Map<string, AlertRecord>,
  changes: readonly RecordChange[],
): Map<string, AlertRecord> {
  for (const { fingerprint, before, after } of changes) {
    if (after === undefined) records.delete(fingerprint);
    else records.set(fingerprint, { ...after, version: (before?.version ?? 0) + 1 });
  }
  return records;
}

/** What was decided, with the reason that stands on the alert's timeline. */
function tell(changes: readonly RecordChange[], log: StoreLog): void {
  for (const { events } of changes)
    for (const { what, alert } of events)
      log.info(`alert ${what}`, {
        alert: alert.fingerprint,
        rule: alert.rule_name,
        severity: alert.severity,
        host: alert.labels.host,
        value: alert.value,
        because: alert.timeline.findLast((line) => line.what === what)?.detail,
      });
}
