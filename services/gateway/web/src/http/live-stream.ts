import type { LiveEvent } from '../state/board.ts';
import type { ConnectionEvent } from '../state/connection.ts';

const PATH = '/api/v1/monitoring/stream';
/** A light page of the gateway, asked when the stream was refused: an EventSource cannot tell why. */
const PROBE = '/api/v1/monitoring/system/health';
const PROBE_TIMEOUT_MS = 5000;
const KINDS = ['snapshot', 'hardware', 'containers', 'trading', 'alert', 'health'] as const;
/** The gateway speaks at least once in this time, or the line is taken for dead. */
const SILENCE_SECONDS = 30;
const FIRST_RETRY_SECONDS = 1;
const LONGEST_RETRY_SECONDS = 15;

/**
 * The one stream of the page. The browser reconnects a broken line by itself, with the last event's id;
 * a line that was refused or has gone silent is opened anew here and begins with a snapshot.
 */
export function openLiveStream(listener: {
  readonly onEvent: (event: LiveEvent) => void;
  readonly onConnection: (event: ConnectionEvent) => void;
}): void {
  let source: EventSource | undefined;
  let retrySeconds = FIRST_RETRY_SECONDS;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    source = new EventSource(PATH);
    for (const kind of KINDS) source.addEventListener(kind, (event) => heard(kind, event));
    source.onopen = () => {
      watch();
      listener.onConnection({ kind: 'heard' });
    };
    source.onerror = () => {
      listener.onConnection({ kind: 'lost' });
      if (source?.readyState !== EventSource.CLOSED) return;
      void whyRefused().then((why) => {
        if (why !== undefined) listener.onConnection({ kind: 'lost', why });
      });
      reopen();
    };
    watch();
  };
  const heard = (kind: (typeof KINDS)[number], event: MessageEvent<string>) => {
    retrySeconds = FIRST_RETRY_SECONDS;
    watch();
    // The gateway checked every body against the contract before sending it.
    listener.onEvent({ kind, body: JSON.parse(event.data) } as LiveEvent);
    listener.onConnection({ kind: 'heard' });
  };
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      listener.onConnection({ kind: 'lost', why: 'the gateway has gone silent' });
      reopen();
    }, SILENCE_SECONDS * 1000);
  };
  const reopen = () => {
    source?.close();
    clearTimeout(timer);
    timer = setTimeout(open, retrySeconds * 1000);
    retrySeconds = Math.min(LONGEST_RETRY_SECONDS, retrySeconds * 2);
  };

  open();
}

async function whyRefused(): Promise<string | undefined> {
  try {
    const { status } = await fetch(PROBE, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    if (status === 401) return 'the login has ended, load the page again to log in';
    if (status === 403) return 'the token lacks the scope `read`';
    return undefined;
  } catch {
    return 'the gateway does not answer';
  }
}
