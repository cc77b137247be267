import { z } from 'zod';

const Count = z.int().nonnegative();

/** What promises remember over a restart: the buckets that burn rates need. */
export const SloMemory = z.object({
  v: z.literal(1),
  bucket_seconds: z.number().positive(),
  slos: z.record(
    z.string(),
    z.object({
      /** Number since 1970, good and bad events of each. */
      buckets: z.array(z.tuple([Count, Count, Count])),
    }),
  ),
});
export type SloMemory = z.infer<typeof SloMemory>;
