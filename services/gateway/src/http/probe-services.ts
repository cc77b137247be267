import type { ServiceStatus } from '@m4max/contracts';
import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import { z } from 'zod';
import type { Fleet } from '../fleet/fleet.ts';
import type { Upstream } from '../fleet/upstreams.ts';
import { namesOf } from '../fleet/upstreams.ts';
import { readPage } from './read-page.ts';

const EVERY_SECONDS = 5;
/** While some service does not answer, or is only just starting. */
const AGAIN_SECONDS = 2;
const TIMEOUT_SECONDS = 2;

/** What we use of /health/ready. */
const Ready = z.object({
  service: z.string().min(1).max(64),
  not_ready: z.array(z.object({ part: z.string(), reason: z.string() })).default([]),
});

/** Asks every service for its health, all at once, and keeps what they said in `fleet.services`. */
export function probeServices(options: {
  readonly context: Pick<Context<unknown>, 'log'>;
  readonly fleet: Fleet;
  readonly upstreams: readonly Upstream[];
  /** The gateway's own line, which nobody has to ask for. */
  readonly self: () => ServiceStatus;
}): Part {
  const { context, fleet, upstreams, self } = options;
  const saidBy = new Map<string, string>();
  return ticker({
    name: 'service-probe',
    seconds: () => (fleet.services.every(({ ready }) => ready) ? EVERY_SECONDS : AGAIN_SECONDS),
    log: context.log,
    async job(signal) {
      const answers = await Promise.all(upstreams.map(({ url }) => probe(url, signal)));
      for (const { status, service } of answers)
        if (service !== undefined) saidBy.set(status.url, service);
      const names = namesOf(upstreams, saidBy);
      const others = answers.map(({ status }, n) => ({
        name: names[n]?.name ?? status.url,
        ...status,
      }));
      fleet.services = [self(), ...others];
    },
  });
}

type Answer = { readonly status: Omit<ServiceStatus, 'name'>; readonly service?: string };

async function probe(url: string, signal: AbortSignal): Promise<Answer> {
  const checked_at = new Date().toISOString();
  const down = (detail: string): Answer => ({
    status: { url, up: false, ready: false, detail, checked_at },
  });
  try {
    const page = await readPage(`${url}/health/ready`, { timeoutSeconds: TIMEOUT_SECONDS, signal });
    const said = Ready.safeParse(parseJson(page.body));
    if (!said.success)
      return down(
        `it answered ${page.status} to /health/ready, which is not what our services say`,
      );
    const { service, not_ready } = said.data;
    const detail = not_ready.map(({ part, reason }) => `${part}: ${reason}`).join('; ');
    return {
      status: {
        url,
        up: true,
        ready: page.status === 200,
        ...(detail === '' ? {} : { detail }),
        checked_at,
        response_seconds: page.seconds,
      },
      service,
    };
  } catch (error) {
    return down(error instanceof Error ? error.message : String(error));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // A page of something else.
  }
}
