import type { z } from 'zod';

/** The first thing that does not fit, and where. */
export function schemaFault(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join('.')}: ${issue?.message}`;
}
