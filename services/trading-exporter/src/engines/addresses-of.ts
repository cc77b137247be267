import type { EngineEntry } from '@m4max/contracts';

/** The machine, seen from inside a container. */
const OUTER_HOST = 'host.docker.internal';

/**
 * Where the page of an engine may be, best first; none for an engine without one. From inside a
 * container another container goes by its name, and an engine that runs natively is outside.
 */
export function addressesOf(
  { name, port, container_port, native, metrics, metrics_url }: EngineEntry,
  isInContainer: boolean,
): readonly string[] {
  if (metrics_url !== undefined) return [metrics_url];
  if (metrics === undefined || port === undefined) return [];
  // A program that binds to the name may have got the IPv6 address: both are tried.
  if (!isInContainer) return [`http://localhost:${port}${metrics}`];
  return [
    `http://${name}:${container_port ?? port}${metrics}`,
    ...(native ? [`http://${OUTER_HOST}:${port}${metrics}`] : []),
  ];
}
