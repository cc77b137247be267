import { z } from 'zod';
import { listOrNothing, Text } from './parts.ts';

/** An entry of `/containers/json`. */
export const Listed = z.object({
  Id: z.string().min(1),
  Names: listOrNothing(z.string()),
  Image: Text,
  State: Text,
  /** In words, such as "Up 5 minutes (healthy)". */
  Status: Text,
  Labels: z.record(z.string(), z.string()).nullish(),
  /** Since API 1.52. */
  Health: z.object({ Status: Text }).nullish(),
  NetworkSettings: z.object({ Networks: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});
export type Listed = z.infer<typeof Listed>;

/** The container's own name; the other ones are links, which hold a second slash. */
export function nameOf({ Names, Id }: Pick<Listed, 'Names' | 'Id'>): string {
  const own = Names.find((name) => name.lastIndexOf('/') <= 0) ?? Names[0];
  return own?.replace(/^\//, '') ?? Id.slice(0, 12);
}
