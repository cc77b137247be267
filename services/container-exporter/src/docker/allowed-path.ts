/** What may be asked of an engine. Anything else would write, or tell more than is used. */
const PATHS =
  /^\/(info|version|events|containers\/json|containers\/[a-zA-Z0-9][a-zA-Z0-9_.-]*\/(json|stats))$/;

/** `size` is missing for a reason: it makes the engine walk every layer of every image. */
const PARAMETERS = new Set(['all', 'stream', 'one-shot', 'since', 'until', 'filters']);

/** The path and query of a request, or an error when it is not one of those that are made. */
export function allowedPath(asked: {
  readonly method: string;
  /** As dockerode writes it: a question mark at its end may stand for a query. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}): string {
  const { method, parameters } = asked;
  const path = asked.path.replace(/\?$/, '');
  if (method !== 'GET' || !PATHS.test(path))
    throw new Error(`refused to send ${method} ${JSON.stringify(path)} to an engine`);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (!PARAMETERS.has(name)) throw new Error(`refused to send ${name} to an engine`);
    query.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
