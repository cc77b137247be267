import type { Store } from '@m4max/streams';
import { foldChanges } from '../alerts/fold-changes.ts';
import type { LabelNames, PushedAlert } from '../alerts/pushed.ts';
import { pushFault, pushReport } from '../alerts/pushed.ts';
import type { Report } from '../alerts/transition.ts';
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
  const take = async ([fingerprint, reports]: readonly [string, readonly Report[]]) => {
    let mayBegin: boolean | undefined;
    await changeRecord(store, fingerprint, (record) => {
      const [change] = foldChanges(
        reports,
        () => record,
        (before, said) => report(before, said, now),
      );
      if (record !== undefined || change === undefined) return change;
      mayBegin ??= room-- > 0;
      return mayBegin ? change : undefined;
    });
    if (mayBegin === false) turnedAway += reports.length;
  };
  const said = [...byAlert(good.map((alert) => pushReport(alert, context)))];
  for (let first = 0; first < said.length; first += WRITES_AT_A_TIME)
    await Promise.all(said.slice(first, first + WRITES_AT_A_TIME).map(take));
  if (turnedAway > 0)
    faults.push(
      `${turnedAway} were turned away, ${most} alerts are known already: look for a label whose value keeps changing`,
    );
  const resolved = good.filter(({ endsAt }) => endsAt !== undefined && endsAt <= now).length;
  return { firing: good.length - resolved - turnedAway, resolved, faults };
}

/** What is said of one alert is written at once, in order: writers of their own would compete for it. */
function byAlert(reports: readonly Report[]): ReadonlyMap<string, readonly Report[]> {
  const grouped = new Map<string, Report[]>();
  for (const said of reports) {
    const same = grouped.get(said.fingerprint);
    if (same === undefined) grouped.set(said.fingerprint, [said]);
    else same.push(said);
  }
  return grouped;
}
