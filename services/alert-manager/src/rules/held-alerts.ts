import { lostReadings, noDataId } from './absent.ts';
import { firingOfSource } from './series-alerts.ts';
import { silentId } from './silence.ts';
import type { EvaluatorState } from './state.ts';

/** Every alert that the state holds to be firing; one that says so elsewhere and is not here is an orphan. */
export function heldAlerts({ sources }: EvaluatorState): ReadonlySet<string> {
  return new Set(
    Object.values(sources).flatMap((source) => [
      ...firingOfSource(source),
      ...(source.silent_since === undefined ? [] : [silentId(source)]),
      ...(lostReadings(source).length === 0 ? [] : [noDataId(source)]),
    ]),
  );
}
