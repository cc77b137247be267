import { z } from 'zod';

/** The venues that were heard, by which input and when last. */
export const SessionMemory = z.object({
  v: z.literal(1),
  venues: z.record(z.string(), z.object({ input: z.string(), heard_at: z.iso.datetime() })),
});
export type SessionMemory = z.infer<typeof SessionMemory>;
