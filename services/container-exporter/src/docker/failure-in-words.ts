import { z } from 'zod';

/** Failures come from Node, from dockerode and from parsing; they share these at most. */
const Failure = z.object({
  name: z.string().optional(),
  code: z.union([z.string(), z.number()]).optional(),
  message: z.string(),
});

/** Why an engine did not answer, and what to do about it. */
export function failureInWords(error: unknown): string {
  const parsed = Failure.safeParse(error);
  if (!parsed.success) return String(error);
  const { name = '', code = '', message } = parsed.data;
  if (name === 'ZodError' || name === '$ZodError')
    return 'answers, but not as a Docker Engine does';
  if (name === 'TimeoutError' || name === 'AbortError') return 'gave no answer in 2 s';
  switch (code) {
    case 'EACCES':
      return 'may not be opened: add the user to the group docker, or run as its owner';
    case 'ENOENT':
      return 'is not there';
    case 'ECONNREFUSED':
      return 'has nothing listening';
    case 'ENOTFOUND':
      return 'is no host that is known here';
    default:
      return `failed: ${message.slice(0, 200)}`;
  }
}
