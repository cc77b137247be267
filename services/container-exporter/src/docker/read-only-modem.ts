import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { UsableAddress } from './address.ts';
import { allowedPath } from './allowed-path.ts';
import type { Connection } from './engine-connection.ts';
import { connectTo } from './engine-connection.ts';
import { isRefusal, refusalError } from './refusal.ts';

/** What dockerode hands to its transport, as far as reading goes. */
type Asked = {
  readonly method: string;
  readonly path: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly isStream?: boolean;
  readonly abortSignal?: AbortSignal;
};

type Callback = (error: unknown, result?: unknown) => void;

/** A call that reads a whole reply has this long for all of it. */
const CALL_SECONDS = 2;
/** A stream has this long to begin; then it may last for ever. */
const STREAM_SECONDS = 30;
/** A list of ten thousand containers is a quarter of it. */
const MAX_REPLY_BYTES = 64 * 1024 * 1024;
/** A refusal says why in a sentence. */
const MAX_REFUSAL_BYTES = 8 * 1024;

/** Docker Desktop's proxy delays every list by seconds for clients of another name. */
const headers = { 'User-Agent': 'Docker-Client/m4max' };

/**
 * dockerode's way to the engine, in place of its own: that one can write, follows redirects to
 * anywhere, and spends more time on describing each request than the engine on answering it.
 */
export function readOnlyModem(address: UsableAddress): {
  dial(asked: Asked, callback: Callback): Promise<void>;
} {
  let connecting: Promise<Connection> | undefined;
  const answer = async (asked: Asked): Promise<unknown> => {
    const { abortSignal: signal, isStream = false, method } = asked;
    const { abortSignal: _, ...parameters } = asked.options ?? {};
    const path = allowedPath({ method, path: asked.path, parameters });
    connecting ??= connectTo(address);
    try {
      return await exchange({ connection: await connecting, path, isStream, signal });
    } catch (error) {
      // Its certificates may have been wrong, and mended meanwhile: they are read again.
      if (address.kind === 'tls' && !isRefusal(error)) connecting = undefined;
      throw error;
    }
  };
  return {
    async dial(asked, callback) {
      try {
        callback(null, await answer(asked));
      } catch (error) {
        callback(error);
      }
    },
  };
}

/** One request and its reply: the parsed body, or the response itself when it is a stream. */
function exchange(options: {
  readonly connection: Connection;
  readonly path: string;
  readonly isStream: boolean;
  readonly signal: AbortSignal | undefined;
  readonly isRepeat?: boolean;
}): Promise<unknown> {
  const { connection, path, isStream, signal, isRepeat = false } = options;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    if (signal !== undefined) setMaxListeners(0, signal); // As many calls as containers hang on it.
    const request = connection({ path, method: 'GET', headers });
    let cut = (error: Error) => void request.destroy(error);
    const seconds = isStream ? STREAM_SECONDS : CALL_SECONDS;
    const timer = setTimeout(() => cut(tooLate(seconds)), seconds * 1000);
    const abort = () => cut(aborted());
    signal?.addEventListener('abort', abort, { once: true });
    const release = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    request.on('error', (error) => {
      release();
      // The engine closed a connection that was kept, at the very moment of its next use.
      const isWornOut = request.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
      if (isWornOut && !isRepeat) resolve(exchange({ ...options, isRepeat: true }));
      else reject(error);
    });
    request.on('response', (response) => {
      cut = (error) => void response.destroy(error);
      response.on('close', release);
      const { statusCode: status = 0 } = response;
      if (status !== 200) {
        bodyOf(response, MAX_REFUSAL_BYTES).then(
          (body) => reject(refusalError({ status, path, body })),
          reject,
        );
      } else if (isStream) {
        clearTimeout(timer);
        resolve(response);
      } else {
        bodyOf(response, MAX_REPLY_BYTES).then(parseJson).then(resolve, reject);
      }
    });
    request.end();
  });
}

async function bodyOf(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`its reply is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Node's own error quotes the text, and an inspection is full of secrets. */
function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new SyntaxError('its reply is no JSON');
  }
}

function tooLate(seconds: number): Error {
  return new DOMException(`no answer in ${seconds} s`, 'TimeoutError');
}

function aborted(): Error {
  return new DOMException('the call was given up', 'AbortError');
}
