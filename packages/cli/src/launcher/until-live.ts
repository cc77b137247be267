import { setTimeout as sleep } from 'node:timers/promises';
import type { ServicePlan } from './services.ts';
import type { Supervised } from './supervise.ts';

/** Waits until every service answers; throws the last words of one that ends instead. */
export async function untilLive(
  plans: readonly ServicePlan[],
  children: readonly Supervised[],
  options: { readonly seconds: number; readonly signal: AbortSignal },
): Promise<void> {
  const { seconds, signal } = options;
  const deadline = performance.now() + seconds * 1000;
  for (const { name, port } of plans) {
    while (!signal.aborted && !(await isLive(port))) {
      const ended = children.find((child) => child.name === name)?.ended();
      if (ended !== undefined) throw new Error(ended.lastWords || `${name} ended (${ended.how})`);
      if (performance.now() > deadline)
        throw new Error(`${name} does not answer on port ${port} after ${seconds} s`);
      await sleep(100, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function isLive(port: number): Promise<boolean> {
  try {
    const reply = await fetch(`http://127.0.0.1:${port}/health/live`, {
      signal: AbortSignal.timeout(1000),
    });
    return reply.ok;
  } catch {
    return false;
  }
}
