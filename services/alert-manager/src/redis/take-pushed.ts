import type { Store } from '@m4max/streams';
import type { LabelNames, PushedAlert } from '../alerts/pushed.ts';
import { pushFault, pushReport } from '../alerts/pushed.ts';
import { report } from '../alerts/transition.ts';
import { ALERTS_KEY } from './keys.ts';
import { changeRecord } from './records.ts';

/** Label sets in the store, some 2 kB each; more of them are a mistake in somebody's labels. */
const MOST_ALERTS = 10_000;
/** Alerts that are written at a time: Prometheus sends 256 in a request. */
const WRITES_AT_A_TIME = 16;

export type Taken = {
  readonly firing: number;
  readonly resolved: number;
  /** What is wrong with those that were not taken. */
  readonly faults: readonly string[];
};

/** Stores the good ones and says what is wrong with the others, as Alertmanager does. */
export async function takePushed(
  store: Store,
  alerts: readonly PushedAlert[],
  context: {
    readonly labelNames: LabelNames;
    readonly sourceName: string;
    readonly groupOf: (ruleName: string) => string | undefined;
    readonly now: Date;
    readonly most?: number;
  },
): Promise<Taken> {
  const { labelNames, now, most = MOST_ALERTS } = context;
  const faults: string[] = [];
  const good: PushedAlert[] = [];
  for (const alert of alerts) {
    const fault = pushFault(alert, labelNames);
    if (fault === undefined) good.push(alert);
    else faults.push(fault);
  }
  let room = good.length === 0 ? 0 : most - (await store.hlen(ALERTS_KEY));
  let turnedAway = 0;
  const take = async (alert: PushedAlert) => {
    const said = pushReport(alert, context);
    await changeRecord(store, said.fingerprint, (record) => {
      const change = report(record, said, now);
      if (record !== undefined || change === undefined) return change;
      room -= 1;
      if (room >= 0) return change;
      turnedAway += 1;
      return undefined;
    });
  };
  for (let first = 0; first < good.length; first += WRITES_AT_A_TIME)
    await Promise.all(good.slice(first, first + WRITES_AT_A_TIME).map(take));
  if (turnedAway > 0)
    faults.push(
      `${turnedAway} were turned away, ${most} alerts are known already: look for a label whose value keeps changing`,
    );
  const resolved = good.filter(({ endsAt }) => endsAt !== undefined && endsAt <= now).length;
  return { firing: good.length - resolved - turnedAway, resolved, faults };
}
