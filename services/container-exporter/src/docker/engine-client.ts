import Docker from 'dockerode';
import { z } from 'zod';
import type { EngineFacts } from '../replies/engine-facts.ts';
import { EngineInfo, EngineVersion, engineFacts } from '../replies/engine-facts.ts';
import { Inspected } from '../replies/inspected.ts';
import { Listed } from '../replies/listed.ts';
import { StatsBody } from '../replies/stats-body.ts';
import type { UsableAddress } from './address.ts';
import { addressText, remoteHost } from './address.ts';
import { readOnlyModem } from './read-only-modem.ts';

/** What is asked of an engine: reading only. Each call gives up after two seconds. */
export type EngineClient = {
  facts(signal: AbortSignal): Promise<EngineFacts>;
  list(signal: AbortSignal): Promise<readonly Listed[]>;
  inspect(id: string, signal: AbortSignal): Promise<Inspected>;
  stats(id: string, signal: AbortSignal): Promise<StatsBody>;
  /**
   * Lines of events from `since` on, as far as the engine keeps them: those of any kind until `until`,
   * else those of containers without end. Seconds of the engine's clock, nine digits after the point.
   */
  events(
    options: { readonly since: string; readonly until?: string },
    signal: AbortSignal,
  ): Promise<NodeJS.ReadableStream>;
};

/** A health check runs a process each time; its exec events are none of ours. */
const eventFilters = {
  type: ['container' as const],
  event: [
    ...['create', 'start', 'die', 'oom', 'kill', 'stop', 'pause', 'unpause', 'rename'],
    ...['destroy', 'health_status', 'update'],
    ...['died', 'remove'], // As Podman calls two of them.
  ],
};

/** dockerode's types leave out what these two calls take. */
type Ask = (options: { readonly abortSignal: AbortSignal }) => Promise<unknown>;

export function engineClient(address: UsableAddress): EngineClient {
  // dockerode takes its transport in an option that its types do not know.
  const options = { Promise, modem: readOnlyModem(address) };
  const docker = new Docker(options);
  const askInfo: Ask = docker.info.bind(docker);
  const askVersion: Ask = docker.version.bind(docker);
  return {
    async facts(abortSignal) {
      const [info, version] = await Promise.all([
        askInfo({ abortSignal }),
        askVersion({ abortSignal }),
      ]);
      const facts = engineFacts({
        info: EngineInfo.parse(info),
        version: EngineVersion.parse(version),
        address: addressText(address),
      });
      const machine = remoteHost(address);
      return machine === undefined ? facts : { ...facts, remoteHost: machine };
    },
    async list(abortSignal) {
      return z.array(Listed).parse(await docker.listContainers({ all: true, abortSignal }));
    },
    async inspect(id, abortSignal) {
      return Inspected.parse(await docker.getContainer(id).inspect({ abortSignal }));
    },
    async stats(id, abortSignal) {
      const options = { stream: false as const, 'one-shot': true, abortSignal };
      return StatsBody.parse(await docker.getContainer(id).stats(options));
    },
    events(period, abortSignal) {
      // dockerode's types take whole seconds only.
      const filters = period.until === undefined ? { filters: eventFilters } : {};
      const query: object = { ...filters, ...period, abortSignal };
      return docker.getEvents(query);
    },
  };
}
