import { z } from 'zod';

/** A field that could not be read, and why, in words that a user can act on. */
export const Missing = z
  .strictObject({ field: z.string().min(1), reason: z.string().min(1) })
  .meta({ id: 'Missing' });
export type Missing = z.infer<typeof Missing>;
