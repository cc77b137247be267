export type HostChoice =
  | { readonly kind: 'chosen'; readonly host: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly known: readonly string[] };

/** The machine a request is about: the one asked for, else the gateway's own, else the one heard last. */
export function chooseHost(
  asked: string | undefined,
  own: string,
  reported: readonly { readonly host: string; readonly age_seconds: number }[],
): HostChoice {
  const known = [...new Set(reported.map(({ host }) => host))].sort();
  if (asked !== undefined)
    return known.includes(asked) ? { kind: 'chosen', host: asked } : { kind: 'unknown', known };
  if (known.includes(own)) return { kind: 'chosen', host: own };
  const [heardLast] = reported.toSorted(
    (a, b) => a.age_seconds - b.age_seconds || a.host.localeCompare(b.host),
  );
  return heardLast === undefined ? { kind: 'none' } : { kind: 'chosen', host: heardLast.host };
}
