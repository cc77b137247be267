/** Reads a time as RFC 3339 writes it, in any zone; `undefined` for anything else. */
export function momentOf(told: unknown): Date | undefined {
  if (typeof told !== 'string') return undefined;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i.test(told))
    return undefined;
  const moment = new Date(told);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
