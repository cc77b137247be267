import type { Fleet } from '../fleet/fleet.ts';
import { latestAll } from '../fleet/latest.ts';
import { dashboardSummary } from '../summary/dashboard-summary.ts';
import { Rendered } from './mount-endpoints.ts';

/** Ages on the page are at most this much older than they say. */
const SHARE_MS = 50;

/** Summaries by host, rendered once for all requests of the same moment. */
export function sharedSummaries(fleet: Fleet): (host: string) => Rendered {
  let made = { at: Number.NEGATIVE_INFINITY, byHost: new Map<string, Rendered>() };
  return (host) => {
    const at = performance.now();
    if (at - made.at > SHARE_MS) made = { at, byHost: new Map() };
    const held = made.byHost.get(host);
    if (held !== undefined) return held;
    const now = new Date();
    const rendered = new Rendered(
      dashboardSummary({ fleet, latest: latestAll(fleet, now), host, now }),
    );
    made.byHost.set(host, rendered);
    return rendered;
  };
}
