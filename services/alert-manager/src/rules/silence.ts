import { fingerprint } from '../alerts/fingerprint.ts';
import { lostReadings, noDataId } from './absent.ts';
import { sourceSilent } from './built-in.ts';
import type { Finding } from './finding.ts';
import { endings, firingOfSource } from './series-alerts.ts';
import type { EvaluatorState, SourceState } from './state.ts';
import { MOST_INTERVALS } from './state.ts';

/** A source that is stale so long is called silent. */
const SILENT_FOR_SECONDS = 30;

/**
 * Looks for sources that are not heard. All times are by the store's clock; `listeningSince` is the
 * moment from which silence would have been noticed: before a start, while the store was away or
 * while this machine slept, nobody listened.
 */
export function judgeSilence(
  state: EvaluatorState,
  {
    now,
    listeningSince,
    resolveAfterSeconds,
  }: { readonly now: Date; readonly listeningSince: Date; readonly resolveAfterSeconds: number },
): { readonly state: EvaluatorState; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const sources: Record<string, SourceState> = {};
  for (const [key, source] of Object.entries(state.sources)) {
    const freshMs = Date.parse(source.fresh_at);
    const quietSinceMs = Math.max(freshMs, listeningSince.getTime());
    const silentAtMs =
      quietSinceMs + (MOST_INTERVALS * source.interval_seconds + SILENT_FOR_SECONDS) * 1000;
    if (source.silent_since === undefined && now.getTime() < silentAtMs) {
      sources[key] = source;
      continue;
    }
    const silentSeconds = (now.getTime() - freshMs) / 1000;
    if (source.silent_since !== undefined && silentSeconds >= resolveAfterSeconds) {
      findings.push(...sourceGone(source, now));
      continue;
    }
    const facts = sourceSilent(source, silentSeconds);
    findings.push({
      kind: 'firing',
      fingerprint: fingerprint(facts.labels),
      since: source.silent_since ?? now.toISOString(),
      facts,
      inhibitedBy: [],
    });
    if (source.silent_since === undefined)
      for (const id of firingOfSource(source))
        findings.push({ kind: 'silent', fingerprint: id, since: source.fresh_at });
    sources[key] = { ...source, silent_since: source.silent_since ?? now.toISOString() };
  }
  return { state: { ...state, sources }, findings };
}

/** A silent source has sent a sample. */
export function heardAgain(source: SourceState, at: Date): readonly Finding[] {
  if (source.silent_since === undefined) return [];
  return [
    { kind: 'ended', fingerprint: silentId(source), at: at.toISOString() },
    ...firingOfSource(source).map((id) => ({ kind: 'heard', fingerprint: id }) as const),
  ];
}

/** Nothing is left to say about the source until it is heard again. */
function sourceGone(source: SourceState, now: Date): readonly Finding[] {
  const at = now.toISOString();
  const because = 'source gone';
  const own = [silentId(source), ...(lostReadings(source).length === 0 ? [] : [noDataId(source)])];
  return [
    ...Object.values(source.series).flatMap((series) => endings(series, now, because)),
    ...own.map((id) => ({ kind: 'ended', fingerprint: id, at, because }) as const),
  ];
}

export function silentId(source: SourceState): string {
  return fingerprint(sourceSilent(source, 0).labels);
}
