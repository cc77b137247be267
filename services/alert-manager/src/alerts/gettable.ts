import type { Alert, Labels } from '@m4max/contracts';

/** An alert as Alertmanager's API shows it. */
export type GettableAlert = {
  readonly annotations: Labels;
  readonly endsAt: string;
  readonly fingerprint: string;
  readonly receivers: readonly { readonly name: string }[];
  readonly startsAt: string;
  readonly status: {
    readonly inhibitedBy: readonly string[];
    readonly mutedBy: readonly string[];
    readonly silencedBy: readonly string[];
    readonly state: 'active' | 'suppressed' | 'unprocessed';
  };
  readonly updatedAt: string;
  readonly generatorURL?: string;
  readonly labels: Labels;
};

/** An alert of our own ends when we say so; clients want a moment, and get one that moves along. */
const OPEN_END_SECONDS = 5 * 60;

export function gettable(
  alert: Alert,
  { receivers, now }: { readonly receivers: readonly string[]; readonly now: Date },
): GettableAlert {
  const openEnd = new Date(now.getTime() + OPEN_END_SECONDS * 1000).toISOString();
  const starts = alert.sources.map(({ started_at }) => Date.parse(started_at));
  const ends = alert.sources.map(({ ends_at }) => Date.parse(ends_at ?? openEnd));
  const url = alert.sources.find(({ generator_url }) => generator_url !== undefined)?.generator_url;
  const suppressed = alert.inhibited_by.length + alert.silenced_by.length > 0;
  return {
    annotations: alert.annotations,
    endsAt: new Date(Math.max(...ends)).toISOString(),
    fingerprint: alert.fingerprint,
    receivers: receivers.map((name) => ({ name })),
    startsAt: new Date(Math.min(...starts)).toISOString(),
    status: {
      inhibitedBy: alert.inhibited_by,
      mutedBy: [],
      silencedBy: alert.silenced_by,
      state: suppressed ? 'suppressed' : 'active',
    },
    updatedAt: alert.updated_at,
    ...(url === undefined ? {} : { generatorURL: url }),
    labels: alert.labels,
  };
}
