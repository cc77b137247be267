/** Why an engine did not answer, and what to do about it. */
export function failureInWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EACCES':
      return 'may not be opened: add the user to the group docker, or run as its owner';
    case 'ENOENT':
      return 'is not there';
    case 'ECONNREFUSED':
      return 'nothing listens there';
    case 'ENOTFOUND':
      return 'has no such host';
    case 'ABORT_ERR':
      return 'gave no answer in 2 s';
    default:
      break;
  }
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'ZodError') return 'answers, but not as a Docker Engine does';
  return error.name === 'TimeoutError' ? 'gave no answer in 2 s' : error.message.slice(0, 200);
}
