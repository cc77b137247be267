import type { ContainersSample } from '@m4max/contracts';

/** A sample without the containers that were removed after they were read, nor their links. */
export function withoutRemoved(
  sample: ContainersSample,
  isGone: (containerId: string) => boolean,
): ContainersSample {
  const containers = sample.containers.filter(({ id }) => !isGone(id));
  if (containers.length === sample.containers.length) return sample;
  const names = new Set(containers.map(({ name }) => name));
  // A new container may have the name of a removed one.
  const gone = new Set(
    sample.containers.map(({ name }) => name).filter((name) => !names.has(name)),
  );
  const links = sample.links.filter(({ from, to }) => !gone.has(from) && !gone.has(to));
  return { ...sample, containers, links };
}
