import { lookup } from 'node:dns/promises';
import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { sharedLookup, withDeadline } from '@m4max/service-kit';
import axios, { AxiosError } from 'axios';

/** Name, connection, headers and page together. */
const TIMEOUT_SECONDS = 2;
/** A large engine's page has some hundred kilobytes. */
const MAX_BODY_BYTES = 5 * 1024 * 1024;

/** A kept connection that the other side closes just then would look like an engine that broke off. */
const agents = {
  httpAgent: new Agent({ keepAlive: false }),
  httpsAgent: new TlsAgent({ keepAlive: false }),
};

/** A name server that is silent would keep a thread for each question. */
const addressesOf = sharedLookup((host) => lookup(host, { all: true }));

export type EngineAnswer =
  | { readonly kind: 'page'; readonly body: string }
  /** Nothing listens there, so it may never have been started. */
  | { readonly kind: 'nobody'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Asks for a page once. It answers for itself only: no redirects, no proxy. */
export async function askEngine(url: string, signal: AbortSignal): Promise<EngineAnswer> {
  let unresolved: string | undefined;
  try {
    const { status, data } = await axios.get<string>(url, {
      signal: withDeadline(TIMEOUT_SECONDS, signal),
      maxRedirects: 0,
      maxContentLength: MAX_BODY_BYTES, // After decompression.
      responseType: 'text',
      transformResponse: asItCame,
      validateStatus: () => true,
      proxy: false,
      async lookup(host: string) {
        unresolved = host;
        const addresses = await addressesOf(host);
        unresolved = undefined;
        return [
          addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })),
        ];
      },
      ...agents,
      headers: {
        accept:
          'application/openmetrics-text;q=0.9, text/plain;version=0.0.4, application/json;q=0.8',
        'user-agent': 'm4max-trading-exporter',
      },
    });
    if (status >= 200 && status < 300) return { kind: 'page', body: data };
    return { kind: 'failed', reason: statusInWords(status) };
  } catch (error) {
    // No name, or a name server that is silent: nobody of that name can be asked.
    if (unresolved !== undefined)
      return { kind: 'nobody', reason: `the name ${unresolved} is not known here` };
    return failureOf(error);
  }
}

/** JSON that axios parses would no longer tell itself from Prometheus text. */
function asItCame(body: string): string {
  return body;
}

function statusInWords(status: number): string {
  if (status >= 300 && status < 400)
    return `redirects (HTTP ${status}): name the address that it leads to in metrics_url`;
  if (status === 404) return 'has no such path: correct metrics in engines.yml';
  if (status === 401 || status === 403)
    return `refuses to show its figures (HTTP ${status}): open that path to this exporter`;
  return `answers with HTTP ${status}`;
}

const nobody: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  EHOSTUNREACH: 'its address cannot be reached from here',
  ENETUNREACH: 'its address cannot be reached from here',
};

function failureOf(error: unknown): EngineAnswer {
  // Node refuses some requests before axios sees them; one engine must not stop the round of all.
  if (!(error instanceof AxiosError))
    return { kind: 'failed', reason: `cannot be asked: ${String(error).slice(0, 200)}` };
  const { code = '', message } = error;
  const absence = nobody[code];
  if (absence !== undefined) return { kind: 'nobody', reason: absence };
  if (code === 'ERR_CANCELED' || code === 'ETIMEDOUT')
    return { kind: 'failed', reason: `gave no whole answer in ${TIMEOUT_SECONDS} s` };
  if (message.startsWith('maxContentLength'))
    return { kind: 'failed', reason: 'sends more than 5 MB: a page of figures is shorter' };
  if (code === 'ECONNRESET' || code === 'ERR_BAD_RESPONSE' || code === 'ECONNABORTED')
    return { kind: 'failed', reason: 'broke off its answer' };
  if (code.startsWith('HPE_')) return { kind: 'failed', reason: 'does not answer in HTTP' };
  return {
    kind: 'failed',
    reason: `cannot be asked: ${code === '' ? message.slice(0, 200) : code}`,
  };
}
