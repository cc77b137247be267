import { setTimeout as sleep } from 'node:timers/promises';
import { Missing } from '@m4max/contracts';
import { z } from 'zod';
import type { StoreChoice } from '../store/find-store.ts';
import type { ServicePlan } from './services.ts';

/** What stands where after a start, and what cannot be shown and why. */
export type FleetDescription = {
  readonly host: string;
  readonly seconds: number;
  readonly board: string;
  readonly store: {
    readonly kind: StoreChoice['kind'];
    readonly version: string;
    readonly port?: number;
    readonly folder?: string;
    readonly durable: boolean | 'unknown';
  };
  readonly services: readonly {
    readonly name: string;
    readonly url: string;
    readonly ready: boolean;
    readonly not_ready: readonly { readonly part: string; readonly reason: string }[];
  }[];
  readonly missing: readonly { readonly fields: readonly string[]; readonly reason: string }[];
};

const Readiness = z.object({
  stage: z.string().optional(),
  not_ready: z.array(z.object({ part: z.string(), reason: z.string() })),
});
const Reported = z.object({ missing: z.array(Missing.strip()) });
const Summary = z.object({
  hardware: Reported.optional(),
  containers: Reported.optional(),
  trading: Reported.optional(),
});

/** Rates need two readings: what has only been read once is not missing on this machine. */
const NOT_YET = /^not yet\b/;

/** Samples come each second or five; a start waits this long to say what is missing in them. */
const PATIENCE_SECONDS = 8;

/** Asks every service how it is, and the gateway what the first samples leave out. */
export async function describeFleet(
  plans: readonly ServicePlan[],
  known: {
    readonly hostLabel: string;
    readonly seconds: number;
    readonly signal: AbortSignal;
    readonly store: { kind: StoreChoice['kind']; version: string; port: number; folder: string };
  },
): Promise<FleetDescription> {
  const { hostLabel, seconds, signal, store } = known;
  const gateway = plans.find(({ name }) => name === 'gateway')?.port ?? 0;
  const summary = `http://127.0.0.1:${gateway}/api/v1/monitoring/dashboard/summary`;
  const missing = await firstMissing(summary, signal);
  const services = await Promise.all(plans.map((plan) => readiness(plan)));
  return {
    host: hostLabel,
    seconds: Math.round(seconds * 10) / 10,
    board: `http://localhost:${gateway}/`,
    store:
      store.kind === 'given'
        ? { kind: store.kind, version: store.version, durable: 'unknown' }
        : { ...store, durable: store.kind === 'private' },
    services,
    missing: byReason(missing),
  };
}

async function readiness({
  name,
  port,
}: ServicePlan): Promise<FleetDescription['services'][number]> {
  const url = `http://127.0.0.1:${port}`;
  const body = Readiness.safeParse(await json(`${url}/health/ready`));
  const notReady = body.success
    ? body.data.not_ready
    : [{ part: 'http', reason: 'does not answer' }];
  return { name, url, ready: notReady.length === 0, not_ready: notReady };
}

/** What the first samples of all three sources leave out. */
async function firstMissing(url: string, signal: AbortSignal): Promise<readonly Missing[]> {
  const deadline = performance.now() + PATIENCE_SECONDS * 1000;
  let missing: readonly Missing[] = [];
  while (performance.now() < deadline && !signal.aborted) {
    const summary = Summary.safeParse(await json(url));
    const { hardware, containers, trading } = summary.success ? summary.data : {};
    const reported = [hardware, containers, trading].filter((it) => it !== undefined);
    missing = reported.flatMap((it) => it.missing).filter(({ reason }) => !NOT_YET.test(reason));
    if (reported.length === 3) return missing;
    await sleep(250, undefined, { signal }).catch(() => undefined);
  }
  return missing;
}

async function json(url: string): Promise<unknown> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return await reply.json();
  } catch {
    return undefined;
  }
}

/** One line a reason: ten fields that need the same remedy are one thing to do. */
function byReason(missing: readonly Missing[]): FleetDescription['missing'] {
  const fields = new Map<string, string[]>();
  for (const { field, reason } of missing)
    fields.set(reason, [...(fields.get(reason) ?? []), field]);
  return [...fields].map(([reason, names]) => ({ fields: names, reason }));
}
