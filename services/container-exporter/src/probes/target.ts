import type { EngineEntry, Probe } from '@m4max/contracts';
import type { Candidate } from './candidate.ts';
import type { Endpoint } from './endpoint.ts';
import { endpointOf, OUTER_HOST } from './endpoint.ts';
import { saidByHealthCheck } from './health-check.ts';
import type { Settled } from './settled.ts';
import type { Vantage } from './vantage.ts';

/** An endpoint to ask, and what its answers are held against. */
export type Ask = {
  readonly kind: 'ask';
  readonly url: string;
  readonly expectedStatus?: number;
  /** Where the url stands, for whoever has to correct it. */
  readonly writtenIn: 'health in engines.yml' | 'url in engines.yml' | 'the label m4max.probe.path';
  /** No certificate can name an address that was picked here. */
  readonly checksCertificate: boolean;
  /** What holds while nothing has ever answered there. */
  readonly otherwise?: Settled;
};

/** How the health of something can be learnt. */
export type Target = Ask | Settled;

/** The surroundings that decide on an address. */
export type Surroundings = {
  readonly candidates: readonly Candidate[];
  readonly vantage: Vantage;
};

/** How the health of an engine of the file can be learnt, or why it cannot. */
export function targetOfEngine(
  entry: EngineEntry,
  candidate: Candidate | undefined,
  surroundings: Surroundings,
): Target {
  const { url, health, port } = entry;
  if (url !== undefined)
    return {
      kind: 'ask',
      url,
      ...expected(entry),
      writtenIn: 'url in engines.yml',
      checksCertificate: true,
    };
  const asked = health === undefined || port === undefined ? undefined : { health, port };
  if (candidate === undefined)
    return natively(
      entry,
      missing(`no container is named ${entry.name}: start it, or correct its name in engines.yml`),
      surroundings.vantage,
    );
  const { dockerEngine, container } = candidate;
  if (!dockerEngine.up && asked === undefined)
    return missing(`the Docker Engine ${dockerEngine.name} of its container does not answer`);
  if (container.state !== 'running')
    return natively(entry, notRunning(candidate), surroundings.vantage);
  if (asked === undefined) return withoutEndpoint(candidate);
  const inside = entry.container_port ?? asked.port;
  return askOf(
    endpointOf({ candidate, port: inside, outside: asked.port, ...surroundings }),
    candidate,
    {
      scheme: 'http',
      path: asked.health,
      ...expected(entry),
      writtenIn: 'health in engines.yml',
    },
  );
}

/** As its labels wish; `wish` is a checked one. */
export function targetOfLabelled(
  candidate: Candidate,
  wish: { readonly scheme: string; readonly port: number; readonly path: string },
  surroundings: Surroundings,
): Target {
  const endpoint = endpointOf({ candidate, port: wish.port, ...surroundings });
  return askOf(endpoint, candidate, { ...wish, writtenIn: 'the label m4max.probe.path' });
}

/** What a running container says of itself when nothing can be asked. */
function withoutEndpoint({ container, inspected }: Candidate): Settled {
  const said = saidByHealthCheck(container.health, inspected?.State);
  return said ?? known({ status: 'healthy', source: 'state', detail: 'its container runs' });
}

/** Without a running container, a native engine is looked for on this machine. */
function natively(
  { port, health, native, ...entry }: EngineEntry,
  otherwise: Settled,
  vantage: Vantage,
): Target {
  if (!native || health === undefined || port === undefined) return otherwise;
  const isOutside = vantage.kind === 'container';
  const nowhere = isOutside ? `port ${port} of ${OUTER_HOST}` : `port ${port} of this machine`;
  return {
    kind: 'ask',
    // A program that binds to the name may have got the IPv6 address: both are tried.
    url: `http://${isOutside ? OUTER_HOST : 'localhost'}:${port}${health}`,
    ...expected(entry),
    writtenIn: 'health in engines.yml',
    checksCertificate: false,
    otherwise:
      otherwise.kind === 'known'
        ? otherwise
        : missing(`nothing answers on ${nowhere}, and ${otherwise.reason}`),
  };
}

function notRunning({ dockerEngine, container }: Candidate): Settled {
  if (!dockerEngine.up)
    return missing(`the Docker Engine ${dockerEngine.name} of its container does not answer`);
  return known({
    status: 'unreachable',
    source: 'state',
    detail: `its container is ${container.state}`,
  });
}

function askOf(
  endpoint: Endpoint,
  candidate: Candidate,
  how: Pick<Ask, 'writtenIn' | 'expectedStatus'> & {
    readonly scheme: string;
    readonly path: string;
  },
): Target {
  const { scheme, path, writtenIn, expectedStatus } = how;
  if (endpoint.kind === 'out of reach') return missing(endpoint.reason, candidate);
  const { authority, doubt } = endpoint;
  return {
    kind: 'ask',
    url: `${scheme}://${authority}${path}`,
    writtenIn,
    ...(expectedStatus === undefined ? {} : { expectedStatus }),
    checksCertificate: false,
    ...(doubt === undefined ? {} : { otherwise: missing(doubt, candidate) }),
  };
}

/** Of a container whose endpoint cannot be asked its health check may still speak. */
function missing(reason: string, candidate?: Candidate): Settled {
  const isSpeaking = candidate?.dockerEngine.up === true;
  const said =
    isSpeaking && saidByHealthCheck(candidate.container.health, candidate.inspected?.State);
  const instead = said && said.kind === 'known' ? { instead: said.probe } : {};
  return { kind: 'missing', reason, ...instead };
}

function expected({ expected_status }: Pick<EngineEntry, 'expected_status'>) {
  return expected_status === undefined ? {} : { expectedStatus: expected_status };
}

function known(probe: Probe): Settled {
  return { kind: 'known', probe };
}
