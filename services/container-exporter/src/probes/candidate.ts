import type { Container } from '@m4max/contracts';
import type { Inspected } from '../replies/inspected.ts';
import type { Listed } from '../replies/listed.ts';

/** A container that may be asked for its health, on the Docker Engine that runs it. */
export type Candidate = {
  readonly dockerEngine: {
    readonly id: string;
    readonly name: string;
    readonly up: boolean;
    /** The machine of one that is reached over a network. */
    readonly remoteHost?: string;
  };
  readonly container: Container;
  readonly inspected: Inspected | undefined;
  /** All of them: they travel no further than this. */
  readonly labels: Readonly<Record<string, string>>;
};

/** What a round over one Docker Engine found, as far as health goes. */
export type RoundFound = {
  readonly facts: { readonly id: string; readonly name: string; readonly remoteHost?: string };
  readonly up: boolean;
  readonly found: readonly {
    readonly listed: Listed;
    readonly inspected: Inspected | undefined;
    readonly container: Container;
  }[];
};

export function candidatesOf(rounds: readonly RoundFound[]): readonly Candidate[] {
  return rounds.flatMap(({ facts: { id, name, remoteHost }, up, found }) =>
    found.map(({ listed, inspected, container }) => ({
      dockerEngine: { id, name, up, ...(remoteHost === undefined ? {} : { remoteHost }) },
      container,
      inspected,
      labels: listed.Labels ?? {},
    })),
  );
}

/**
 * The container whose network this one uses: itself, or with `network_mode: container:…` another.
 * Undefined when that one is not there.
 */
export function networkOwner(
  candidate: Candidate,
  candidates: readonly Candidate[],
): Candidate | undefined {
  const seen = new Set<Candidate>();
  let owner: Candidate | undefined = candidate;
  while (owner !== undefined && !seen.has(owner)) {
    seen.add(owner);
    const mode: string = owner.inspected?.HostConfig.NetworkMode ?? '';
    if (!mode.startsWith('container:')) return owner;
    const named = mode.slice('container:'.length);
    const { id }: Candidate['dockerEngine'] = owner.dockerEngine;
    owner = candidates.find(
      ({ dockerEngine, container }) =>
        dockerEngine.id === id && (container.id === named || container.name === named),
    );
  }
  return undefined;
}
