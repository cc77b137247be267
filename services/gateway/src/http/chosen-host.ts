import type { HostQuery } from '@m4max/contracts';
import { Problem } from '@m4max/service-kit';
import { chooseHost } from '../fleet/choose-host.ts';

type Reported = { readonly host: string; readonly age_seconds: number };

/** The sample that a request is about; 404 for a machine that never reported, 503 when none did. */
export function chosenSample<S extends Reported>(
  query: HostQuery,
  own: string,
  samples: readonly S[],
  what: string,
): S {
  const host = chosenHost(query, own, samples, what);
  const sample = samples.find((it) => it.host === host);
  if (sample !== undefined) return sample;
  throw new Problem(
    503,
    'no-sample-yet',
    `No ${what} has arrived: start its exporter, and see /api/v1/monitoring/status for what is up.`,
    undefined,
    { 'retry-after': '2' },
  );
}

/** The machine a request is about; the gateway's own while nobody has reported. */
export function chosenHost(
  query: HostQuery,
  own: string,
  reported: readonly Reported[],
  what: string,
): string {
  const choice = chooseHost(query.host, own, reported);
  switch (choice.kind) {
    case 'chosen':
      return choice.host;
    case 'none':
      return own;
    case 'unknown':
      throw new Problem(
        404,
        'unknown-host',
        `No ${what} of ${query.host} is known; there are some of: ${choice.known.join(', ') || 'nobody'}.`,
      );
  }
}
