import { z } from 'zod';

/** One thing that `m4max doctor` looked at, and the one command that mends it where there is one. */
export const Finding = z
  .strictObject({
    check: z.string().min(1),
    /** `problem`: readings are lost that this machine could give; `not here`: there is nothing to mend. */
    state: z.enum(['ok', 'warning', 'problem', 'not here']),
    detail: z.string().min(1),
    mend: z.string().min(1).optional(),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof Finding>;
