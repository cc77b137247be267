/** A service whose health and metrics the gateway reads. */
export type Upstream = { readonly url: string; readonly name?: string };

export type UpstreamsOutcome =
  | { readonly kind: 'read'; readonly upstreams: readonly Upstream[] }
  | { readonly kind: 'faulty'; readonly fault: string };

/** Reads `http://a:1,name=http://b:2`. */
export function upstreams(text: string): UpstreamsOutcome {
  const read: Upstream[] = [];
  for (const entry of text.split(',').map((it) => it.trim())) {
    if (entry === '') continue;
    const [, name, url = ''] = /^(?:([\w.-]+)=)?(.*)$/.exec(entry) ?? [];
    const address = URL.canParse(url) ? new URL(url) : undefined;
    if (address === undefined || !/^https?:$/.test(address.protocol))
      return { kind: 'faulty', fault: `${JSON.stringify(entry)} is not an http:// address` };
    read.push({ url: url.replace(/\/+$/, ''), ...(name === undefined ? {} : { name }) });
  }
  return { kind: 'read', upstreams: read };
}

/** Who listens there unless somebody moved it. */
const usualPorts: Readonly<Record<string, string>> = {
  9101: 'hardware-exporter',
  9102: 'container-exporter',
  9103: 'trading-exporter',
};

/**
 * A name for each, unlike all others: the configured one, else what the service said it is, else
 * what usually listens on that port, else its address. Where two would be called the same, both
 * carry their address.
 */
export function namesOf(
  list: readonly Upstream[],
  saidBy: ReadonlyMap<string, string>,
): readonly (Upstream & { readonly name: string })[] {
  const named = list.map((it) => ({
    ...it,
    name: it.name ?? saidBy.get(it.url) ?? usualName(it.url),
  }));
  return named.map((it) => {
    const shared = named.filter(({ name }) => name === it.name).length > 1;
    return shared ? { ...it, name: `${it.name}@${hostOf(it.url)}` } : it;
  });
}

function usualName(url: string): string {
  return usualPorts[new URL(url).port] ?? hostOf(url);
}

function hostOf(url: string): string {
  return new URL(url).host;
}
