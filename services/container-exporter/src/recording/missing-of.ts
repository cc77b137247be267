import type { Container, Missing } from '@m4max/contracts';
import type { Inspected } from '../replies/inspected.ts';
import type { StatsBody } from '../replies/stats-body.ts';
import { isPodman, isWindows } from '../replies/stats-body.ts';

/** What a recorded body could not say of its container, and why. */
export function missingOf(about: {
  readonly container: Container;
  readonly before: StatsBody | undefined;
  readonly now: StatsBody;
  readonly inspected: Inspected | undefined;
}): readonly Missing[] {
  const { container, before, now, inspected } = about;
  const missing: Missing[] = [];
  const miss = (field: string, reason: string) => missing.push({ field, reason });
  if (inspected === undefined) {
    const add = 'add what `docker inspect` says of it';
    miss(
      'memory.limit_bytes',
      `the limit in a body is the machine's memory where the container has none: ${add}`,
    );
    for (const field of ['image', 'labels', 'health', 'restarts', 'oom_events'])
      miss(field, `a body does not tell it, and what stands there is no reading: ${add}`);
  }
  if (container.state !== 'running' && container.state !== 'paused') {
    miss('cpu', 'the body is the empty one of a container that is not running');
    return missing;
  }
  if (container.cpu?.usage_seconds_total === undefined)
    miss('cpu', 'the body holds no processor time');
  else if (container.cpu.cores_used === undefined) miss('cpu.cores_used', noRate(before));
  if (isPodman(now)) miss('cpu.throttled_ratio', 'Podman does not count throttled periods');
  if (container.memory?.usage_bytes === undefined)
    miss('memory', 'the body holds no use of memory');
  else if (container.memory.cache_bytes === undefined) miss('memory.cache_bytes', noCache(now));
  if (container.network === undefined) miss('network', noNetwork(now, inspected));
  if (container.block_io === undefined) miss('block_io', 'the engine reports no block I/O');
  if (container.pids === undefined)
    miss(
      'pids',
      isWindows(now) ? 'Windows does not count them' : 'the body holds no number of processes',
    );
  return missing;
}

function noRate(before: StatsBody | undefined): string {
  return before === undefined
    ? 'a rate needs a second body of the container'
    : 'the counters or the clock went back, or no time has passed: a new baseline';
}

function noCache(now: StatsBody): string {
  return isWindows(now)
    ? 'Windows does not count it: the working set is what only its processes hold'
    : 'the engine does not tell the page cache apart: the working set is the whole usage';
}

function noNetwork(now: StatsBody, inspected: Inspected | undefined): string {
  const mode = inspected?.HostConfig.NetworkMode ?? '';
  if (mode.startsWith('container:'))
    return 'it joins the network of another container, whose counters these are';
  if (now.networks) return 'no interface has counters';
  return mode === 'host'
    ? "it uses the machine's network, whose counters are not its own"
    : 'it has no network of its own (network_mode none or host)';
}
