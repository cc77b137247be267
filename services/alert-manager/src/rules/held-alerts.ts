import { fingerprint } from '../alerts/fingerprint.ts';
import { lostReadings, noDataId } from './absent.ts';
import { fleetOutdated } from './built-in.ts';
import { firingOfSource } from './series-alerts.ts';
import { silentId } from './silence.ts';
import type { EvaluatorState } from './state.ts';

/** Every alert that the state holds to be firing; one that says so elsewhere and is not here is an orphan. */
export function heldAlerts(state: EvaluatorState): ReadonlySet<string> {
  const { sources, newer_kinds = [] } = state;
  return new Set([
    ...(newer_kinds.length === 0 ? [] : [fingerprint(fleetOutdated(newer_kinds).labels)]),
    ...Object.values(sources).flatMap((source) => [
      ...firingOfSource(source),
      ...(source.silent_since === undefined ? [] : [silentId(source)]),
      ...(lostReadings(source).length === 0 ? [] : [noDataId(source)]),
    ]),
  ]);
}
