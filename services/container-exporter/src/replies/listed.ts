import { z } from 'zod';
import { ContainerId, Count, listOrNothing, Text } from './parts.ts';

/** A container's place in one network; the gateway is how the world outside reaches it. */
const Endpoint = z.object({
  IPAddress: Text,
  IPPrefixLen: Count,
  Gateway: Text,
  GlobalIPv6Address: Text,
  GlobalIPv6PrefixLen: Count,
  IPv6Gateway: Text,
});
export type Endpoint = z.infer<typeof Endpoint>;

/** An entry of `/containers/json`. */
export const Listed = z.object({
  Id: ContainerId,
  Names: listOrNothing(z.string()),
  Image: Text,
  State: Text,
  /** In words, such as "Up 5 minutes (healthy)". */
  Status: Text,
  Labels: z.record(z.string(), z.string()).nullish(),
  /** Since API 1.52. */
  Health: z.object({ Status: Text }).nullish(),
  NetworkSettings: z
    .object({ Networks: z.record(z.string(), Endpoint.nullable()).nullish() })
    .nullish(),
});
export type Listed = z.infer<typeof Listed>;

/** The networks that it shares with others, by name; host and none join nobody. */
export function networksOf({ NetworkSettings }: Pick<Listed, 'NetworkSettings'>) {
  return Object.entries(NetworkSettings?.Networks ?? {}).filter(
    ([name]) => name !== 'host' && name !== 'none',
  );
}

/** The container's own name; the other ones are links, which hold a second slash. */
export function nameOf({ Names, Id }: Pick<Listed, 'Names' | 'Id'>): string {
  const own = Names.find((name) => name.lastIndexOf('/') <= 0) ?? Names[0];
  return own?.replace(/^\//, '') || Id.slice(0, 12);
}
