import type { Container, LatestContainers, Probe, Restarts } from '@m4max/contracts';
import { figures } from '../words/units.ts';

const reasons: readonly { readonly reason: keyof Restarts; readonly words: string }[] = [
  { reason: 'oom', words: 'OOM' },
  { reason: 'crash', words: 'crash' },
  { reason: 'policy', words: 'by policy' },
  { reason: 'manual', words: 'by hand' },
];

/** `2 × OOM, 1 × by hand`, which a line may break at the comma only; `0` when there were none. */
export function restartsInWords(restarts: Restarts): string {
  const some = reasons.filter(({ reason }) => restarts[reason] > 0);
  if (some.length === 0) return '0';
  return some
    .map(({ reason, words }) => `${restarts[reason]} × ${words}`.replaceAll(' ', '\u00a0'))
    .join(', ');
}

/** For a narrow column: how long a healthy one took, or how ill it is. */
export function probeInWords({ status, source, response_seconds: seconds }: Probe): string {
  const time = timeInWords(seconds);
  if (status === 'healthy' && source === 'state') return 'runs';
  if (status === 'healthy' && source === 'health check' && time !== undefined) {
    return `check ${time}`;
  }
  if (status === 'healthy') return time ?? 'healthy';
  return status === 'degraded' && time !== undefined ? `degraded, ${time}` : status;
}

/** The same as a sentence: what it is, and who said so. */
export function healthInWords({ status, source, response_seconds: seconds }: Probe): string {
  const time = timeInWords(seconds);
  switch (source) {
    case 'endpoint':
      return `${status}, by its endpoint${time === undefined ? '' : ` in ${time}`}`;
    case 'health check':
      return `${status}, by its health check${time === undefined ? '' : `, which took ${time}`}`;
    case 'state':
      return status === 'healthy'
        ? 'it runs; nothing else was asked'
        : `${status}, by its state; nothing else was asked`;
    case undefined:
      return time === undefined ? status : `${status} in ${time}`;
  }
}

function timeInWords(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : `${figures(Math.round(seconds * 10_000) / 10)} ms`;
}

export type UsageTone = 'fine' | 'warning' | 'critical';

/** A cell's colour for use near its limit; memory at its limit ends in a kill. */
export function usageTone(ratio: number | undefined): UsageTone {
  if (ratio === undefined || ratio < 0.8) return 'fine';
  return ratio < 0.9 ? 'warning' : 'critical';
}

/** The share of the limit, given or worked out from use and limit. */
export function shareOfLimit(
  used: number | undefined,
  limit: number | undefined,
  given: number | undefined,
): number | undefined {
  if (given !== undefined) return given;
  if (used === undefined || limit === undefined || limit === 0) return undefined;
  return used / limit;
}

/** Seconds that a container has been up; nothing unless it runs. */
export function upSeconds({ state, started_at }: Container, now: Date): number | undefined {
  if (started_at === undefined || (state !== 'running' && state !== 'paused')) return undefined;
  return Math.max(0, (now.getTime() - new Date(started_at).getTime()) / 1000);
}

/** Why there is no container to show. */
export function whyNone({ missing }: Pick<LatestContainers, 'missing'>): string {
  const found = missing.find(({ field }) => field === 'engines' || field === 'containers');
  return found?.reason ?? 'The engine runs no container.';
}
