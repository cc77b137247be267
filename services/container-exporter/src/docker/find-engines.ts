import type { ContainerEvent, Missing } from '@m4max/contracts';
import type { Logger } from '@m4max/service-kit';
import type { Address } from './address.ts';
import { addressText } from './address.ts';
import { engineClient } from './engine-client.ts';
import { failureInWords } from './failure-in-words.ts';
import type { WatchedEngine } from './watched-engine.ts';
import { watchEngine } from './watched-engine.ts';

export type Engines = {
  /** The engines known now; looks for further ones when that is due. */
  current(signal: AbortSignal): Promise<{
    readonly engines: readonly WatchedEngine[];
    readonly missing: readonly Missing[];
  }>;
  stop(): Promise<void>;
};

/** How often new engines are looked for; a socket that is not there costs nothing. */
const SEARCH_SECONDS = 10;

/** An engine whose socket is gone too was quit or replaced, and after this nobody waits for it. */
const FORGET_SECONDS = 3600;

/** Finds engines and goes on looking: one may be started, or replaced at its address, at any time. */
export function findEngines(options: {
  readonly addresses: () => Promise<readonly Address[]>;
  readonly host: string;
  readonly log: Logger;
  readonly write: (event: ContainerEvent) => void;
}): Engines {
  const { addresses, host, log, write } = options;
  /** By address; two addresses may lead to one engine. */
  const found = new Map<string, WatchedEngine>();
  let failures: readonly string[] = [];
  let searchAt = 0;

  const distinct = () => [...new Map([...found.values()].map((it) => [it.id, it])).values()];

  /** Says why nothing was found at an address, or nothing when an engine was. */
  const tryAddress = async (address: Address, signal: AbortSignal): Promise<string | undefined> => {
    const text = addressText(address);
    if (address.kind === 'unusable') return `${text} ${address.reason}`;
    const known = found.get(text);
    if (known?.awaySeconds() === 0) return undefined;
    const client = engineClient(address);
    try {
      const facts = await client.facts(signal);
      if (known?.id === facts.id) return undefined;
      found.delete(text);
      if (known !== undefined && !distinct().includes(known)) await known.stop();
      const same = distinct().find(({ id }) => id === facts.id);
      found.set(text, same ?? watchEngine({ client, facts, host, log, write }));
      if (same === undefined)
        log.info('found a Docker Engine', {
          address: text,
          engine: facts.name,
          version: facts.version,
        });
      return undefined;
    } catch (error) {
      return known === undefined ? `${text} ${failureInWords(error)}` : undefined; // Its round says so.
    }
  };

  const forget = async (candidates: ReadonlySet<string>) => {
    for (const [text, engine] of found) {
      if (candidates.has(text) || engine.awaySeconds() < FORGET_SECONDS) continue;
      found.delete(text);
      if (!distinct().includes(engine)) await engine.stop();
    }
  };

  return {
    async current(signal) {
      if (performance.now() >= searchAt) {
        searchAt = performance.now() + SEARCH_SECONDS * 1000;
        const reasons: string[] = [];
        const candidates = await addresses();
        await forget(new Set(candidates.map(addressText)));
        for (const address of candidates) {
          const reason = await tryAddress(address, signal);
          if (reason !== undefined) reasons.push(reason);
        }
        failures = reasons;
      }
      return { engines: distinct(), missing: missingEngines(distinct().length, failures) };
    },
    async stop() {
      await Promise.all(distinct().map((engine) => engine.stop()));
    },
  };
}

function missingEngines(count: number, failures: readonly string[]): readonly Missing[] {
  if (failures.length > 0)
    return failures.map((reason) => ({ field: 'engines', reason: `Docker Engine: ${reason}` }));
  if (count > 0) return [];
  const reason =
    'no Docker Engine was found: start Docker Desktop, OrbStack or colima, or set DOCKER_HOST';
  return [{ field: 'engines', reason }];
}
