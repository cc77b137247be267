import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isIPv6 } from 'node:net';
import type { Readable } from 'node:stream';
import axios from 'axios';
import type { Guard } from '../notices/address-guard.ts';
import type { HttpReply } from '../notices/classify-http.ts';
import type { Resolve } from './resolve.ts';
import { checkDestination } from './resolve.ts';

/** From the first byte to the last, the look-up included. */
const TIMEOUT_MS = 10_000;
/** Enough for an error's name; a reply is never shown to anybody. */
const MOST_REPLY_BYTES = 4096;

export type Posted =
  | { readonly kind: 'replied'; readonly reply: HttpReply }
  /** The address guard does not let it out. */
  | { readonly kind: 'refused'; readonly because: string }
  | { readonly kind: 'failed'; readonly code: string | undefined };

/** Posts JSON to a receiver through the address guard: no redirects, no proxy, one pinned address. */
export async function post(options: {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly guard: Guard;
  readonly resolve: Resolve;
}): Promise<Posted> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const destination = await withSignal(
      checkDestination(options.url, options.guard, options.resolve),
      signal,
    );
    if (destination.kind === 'refused') return destination;
    const { url, address } = destination.value;
    const lookup = pinnedTo(address);
    const response = await axios.post<Readable>(url.href, options.body, {
      headers: {
        'content-type': 'application/json',
        'user-agent': 'm4max-alert-manager',
        ...options.headers,
      },
      httpAgent: new HttpAgent({ lookup }),
      httpsAgent: new HttpsAgent({ lookup }),
      proxy: false,
      maxRedirects: 0,
      responseType: 'stream',
      decompress: false,
      transformRequest: (body: string) => body,
      validateStatus: () => true,
      signal,
    });
    const retryAfter: unknown = response.headers['retry-after'];
    return {
      kind: 'replied',
      reply: {
        status: response.status,
        body: await readStart(response.data),
        ...(typeof retryAfter === 'string' ? { retryAfter } : {}),
      },
    };
  } catch (error) {
    return { kind: 'failed', code: signal.aborted ? 'ETIMEDOUT' : codeOf(error) };
  }
}

/** Connects to the address that was checked, whatever the name stands for by now. */
function pinnedTo(address: string): LookupFunction {
  const family = isIPv6(address) ? 6 : 4;
  return (_hostname, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

/** The status has arrived by now, so a reply that breaks off changes nothing. */
async function readStart(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (bytes >= MOST_REPLY_BYTES) break;
    }
  } catch {
    // What was read until then is enough.
  }
  stream.destroy();
  return Buffer.concat(chunks).subarray(0, MOST_REPLY_BYTES).toString('utf8');
}

async function withSignal<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    promise,
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    }),
  ]);
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
