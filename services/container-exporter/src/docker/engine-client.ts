import Docker from 'dockerode';
import { z } from 'zod';
import type { EngineFacts } from '../replies/engine-facts.ts';
import { EngineInfo, EngineVersion, engineFacts } from '../replies/engine-facts.ts';
import { Inspected } from '../replies/inspected.ts';
import { Listed } from '../replies/listed.ts';
import { StatsBody } from '../replies/stats-body.ts';
import type { Address } from './address.ts';

/** What is asked of an engine: reading only. Each call gives up after two seconds. */
export type EngineClient = {
  facts(signal: AbortSignal): Promise<EngineFacts>;
  list(signal: AbortSignal): Promise<readonly Listed[]>;
  inspect(id: string, signal: AbortSignal): Promise<Inspected>;
  stats(id: string, signal: AbortSignal): Promise<StatsBody>;
  /** Lines of events from `since` (whole seconds of the engine's clock) on. */
  events(
    options: { readonly since: number | undefined },
    signal: AbortSignal,
  ): Promise<NodeJS.ReadableStream>;
};

const CALL_MILLISECONDS = 2000;

/** Docker Desktop's proxy delays every list by seconds for clients of another name. */
const headers = { 'User-Agent': 'Docker-Client/m4max' };

/** A health check runs a process each time; its exec events are none of ours. */
const eventFilters = {
  type: ['container' as const],
  event: [
    ...['create', 'start', 'die', 'oom', 'kill', 'stop', 'pause', 'unpause', 'rename'],
    ...['destroy', 'health_status', 'update'],
  ],
};

/** dockerode's types leave out what these two calls take. */
type Ask = (options: { readonly abortSignal: AbortSignal }) => Promise<unknown>;

export function engineClient(address: Exclude<Address, { kind: 'unusable' }>): EngineClient {
  // dockerode reads this variable whatever it is given, and throws on a list of addresses.
  delete process.env.DOCKER_HOST;
  const docker = new Docker(
    address.kind === 'socket'
      ? { socketPath: address.path, headers }
      : { host: address.host, port: address.port, protocol: 'http', headers },
  );
  const askInfo: Ask = docker.info.bind(docker);
  const askVersion: Ask = docker.version.bind(docker);
  return {
    async facts(signal) {
      const abortSignal = limited(signal);
      const [info, version] = await Promise.all([
        askInfo({ abortSignal }),
        askVersion({ abortSignal }),
      ]);
      return engineFacts(EngineInfo.parse(info), EngineVersion.parse(version));
    },
    async list(signal) {
      const all = await docker.listContainers({ all: true, abortSignal: limited(signal) });
      return z.array(Listed).parse(all);
    },
    async inspect(id, signal) {
      return Inspected.parse(
        await docker.getContainer(id).inspect({ abortSignal: limited(signal) }),
      );
    },
    async stats(id, signal) {
      const options = { stream: false as const, 'one-shot': true, abortSignal: limited(signal) };
      return StatsBody.parse(await docker.getContainer(id).stats(options));
    },
    events({ since }, signal) {
      return docker.getEvents({
        filters: eventFilters,
        ...(since === undefined ? {} : { since }),
        abortSignal: signal,
      });
    },
  };
}

function limited(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(CALL_MILLISECONDS)]);
}
