import { Agent } from 'node:http';
import type { Probe } from '@m4max/contracts';
import axios, { AxiosError } from 'axios';
import type { Reply } from '../probes/verdict.ts';
import { verdictOf } from '../probes/verdict.ts';

const TIMEOUT_MILLISECONDS = 2000;
/** A health reply has some hundred bytes. */
const MAX_BODY_BYTES = 64 * 1024;

/** A kept connection that the engine closes just then would look like an engine that is gone. */
const httpAgent = new Agent({ keepAlive: false });

/** Asks a health endpoint once. It answers for itself only: no redirects, no proxy. */
export async function probeEngine(url: string, signal: AbortSignal): Promise<Probe> {
  const startedAt = performance.now();
  const reply = await ask(url, signal);
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    ...verdictOf(reply),
    ...(reply.kind === 'none' ? {} : { response_seconds: seconds }),
  };
}

async function ask(url: string, signal: AbortSignal): Promise<Reply> {
  try {
    const { status, data } = await axios.get<string>(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]),
      maxRedirects: 0,
      maxContentLength: MAX_BODY_BYTES,
      responseType: 'text',
      transformResponse: (body: string) => body,
      validateStatus: () => true,
      proxy: false,
      httpAgent,
      headers: { accept: 'application/json', 'user-agent': 'm4max-container-exporter' },
    });
    return { kind: 'answer', status, body: data };
  } catch (error) {
    if (error instanceof AxiosError && error.message.includes('maxContentLength'))
      return { kind: 'too long' };
    return { kind: 'none', reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const code = (error instanceof AxiosError ? error.code : undefined) ?? '';
  switch (code) {
    case 'ECONNREFUSED':
      return 'refuses connections';
    case 'ERR_CANCELED':
    case 'ETIMEDOUT':
      return 'gave no answer in 2 s';
    case 'ECONNRESET':
      return 'closed the connection without an answer';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'its address cannot be reached from here';
    default:
      return error instanceof Error ? error.message.slice(0, 200) : String(error);
  }
}
