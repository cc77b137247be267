/**
 * Looks names up, each once at a time: whoever wants one that is being looked up waits for that
 * answer. A name server that is silent keeps each question for many seconds, longer than who asked
 * waits for it, and the next ones would queue behind it without end.
 */
export function sharedLookup<Answer>(
  lookup: (host: string) => Promise<Answer>,
): (host: string) => Promise<Answer> {
  /** As many as hosts are asked for; callers name them in their settings. */
  const running = new Map<string, Promise<Answer>>();
  return (host) => {
    const known = running.get(host);
    if (known !== undefined) return known;
    const begun = lookup(host).finally(() => running.delete(host));
    running.set(host, begun);
    return begun;
  };
}
