import type { HistoryQuery, SampleKind } from '@m4max/contracts';
import { historyResolutions } from '@m4max/contracts';

const HOUR_MS = 3_600_000;
const LONGEST_MS = 30 * 24 * HOUR_MS;

/** Which stored buckets to read, and how many of them make one bucket of the reply. */
export type HistoryWindow = {
  readonly from: Date;
  /** The first moment after the window. */
  readonly to: Date;
  readonly storedResolutionSeconds: number;
  readonly resolutionSeconds: number;
};

export type WindowOutcome =
  | { readonly kind: 'window'; readonly window: HistoryWindow }
  | { readonly kind: 'faulty'; readonly at: string; readonly message: string };

type Asked = Pick<HistoryQuery, 'hours' | 'from' | 'to' | 'resolution' | 'limit'>;

/**
 * The window a query means, on the grid of its resolution. Without one, the finest is taken whose
 * buckets are kept that long and are no more than `limit`.
 */
export function historyWindow(kind: SampleKind, asked: Asked, now: Date): WindowOutcome {
  const faulty = (at: string, message: string): WindowOutcome => ({ kind: 'faulty', at, message });
  if (asked.hours !== undefined && asked.from !== undefined)
    return faulty('hours', 'give either hours or from');
  const toMs = asked.to === undefined ? now.getTime() : Date.parse(asked.to);
  const fromMs =
    asked.from === undefined ? toMs - (asked.hours ?? 1) * HOUR_MS : Date.parse(asked.from);
  if (fromMs >= toMs) return faulty('from', 'must be before to');
  if (toMs - fromMs > LONGEST_MS) return faulty('from', 'at most 30 days before to');

  const kept = historyResolutions[kind];
  const ageSeconds = (now.getTime() - fromMs) / 1000;
  const oldEnough = kept.filter(({ keepSeconds }) => keepSeconds >= ageSeconds);
  const finest = oldEnough[0] ?? kept.at(-1);
  if (finest === undefined) return faulty('from', `no history of ${kind} is kept`);

  const { resolution } = asked;
  if (resolution === undefined) {
    const stored = finest.resolutionSeconds;
    const buckets = (toMs - fromMs) / 1000 / stored;
    const width = stored * Math.max(1, Math.ceil(buckets / asked.limit));
    return { kind: 'window', window: onGrid(fromMs, toMs, stored, width, asked.limit) };
  }
  const usable = oldEnough.findLast(
    ({ resolutionSeconds }) => resolution % resolutionSeconds === 0,
  );
  if (usable === undefined) {
    const steps = (oldEnough.length > 0 ? oldEnough : [finest]).map((it) => it.resolutionSeconds);
    return faulty('resolution', `must be a multiple of ${steps.join(' or ')} for this span`);
  }
  return {
    kind: 'window',
    window: onGrid(fromMs, toMs, usable.resolutionSeconds, resolution, asked.limit),
  };
}

/** Whole buckets only; the newest `limit` of them. */
function onGrid(
  fromMs: number,
  toMs: number,
  storedResolutionSeconds: number,
  resolutionSeconds: number,
  limit: number,
): HistoryWindow {
  const stepMs = resolutionSeconds * 1000;
  const to = Math.ceil(toMs / stepMs) * stepMs;
  const from = Math.max(Math.floor(fromMs / stepMs) * stepMs, to - limit * stepMs);
  return { from: new Date(from), to: new Date(to), storedResolutionSeconds, resolutionSeconds };
}
