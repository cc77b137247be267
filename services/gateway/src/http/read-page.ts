import { withDeadline } from '@m4max/service-kit';
import axios from 'axios';

/** More than any page of ours; a service that answers with more is not one of ours. */
const MAX_BYTES = 16_000_000;

export type Page = { readonly status: number; readonly body: string; readonly seconds: number };

/** One GET of another service, whatever its status. Throws with what was in the way, in words. */
export async function readPage(
  url: string,
  options: {
    readonly timeoutSeconds: number;
    readonly signal?: AbortSignal;
    readonly token?: string | undefined;
  },
): Promise<Page> {
  const { timeoutSeconds, signal, token } = options;
  const started = performance.now();
  try {
    const { status, data } = await axios.get<string>(url, {
      // Axios' own timeout starts anew with every byte: this one is for the whole of it.
      signal: withDeadline(timeoutSeconds, signal),
      responseType: 'text',
      transformResponse: (body: string) => body,
      validateStatus: () => true,
      maxRedirects: 0,
      maxContentLength: MAX_BYTES,
      proxy: false,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    return { status, body: data, seconds: (performance.now() - started) / 1000 };
  } catch (error) {
    throw new Error(reasonOf(error, timeoutSeconds), { cause: error });
  }
}

function reasonOf(error: unknown, timeoutSeconds: number): string {
  if (!axios.isAxiosError(error)) return 'the request failed';
  if (error.code === 'ECONNREFUSED') return 'connection refused: nothing listens there';
  if (error.code === 'ENOTFOUND') return 'its host name is not known';
  if (error.code === 'ERR_CANCELED') return `no answer within ${timeoutSeconds} s`;
  return error.message;
}
