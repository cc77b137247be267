import type { SampleKind } from '@m4max/contracts';
import { fingerprint } from '../alerts/fingerprint.ts';
import { fleetOutdated } from './built-in.ts';
import type { Finding } from './finding.ts';
import type { EvaluatorState } from './state.ts';

/** Samples of this kind came that only a later version can read. It holds until an update begins anew. */
export function foundNewer(
  state: EvaluatorState,
  kind: SampleKind,
  now: Date,
): { readonly state: EvaluatorState; readonly findings: readonly Finding[] } {
  const kinds = [...new Set([...(state.newer_kinds ?? []), kind])].toSorted();
  const facts = fleetOutdated(kinds);
  return {
    state: { ...state, newer_kinds: kinds },
    findings: [
      {
        kind: 'firing',
        fingerprint: fingerprint(facts.labels),
        since: now.toISOString(),
        facts,
        inhibitedBy: [],
      },
    ],
  };
}
