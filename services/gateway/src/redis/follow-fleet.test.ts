import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AlertEvent } from '@m4max/contracts';
import { alertEvents, LiveSnapshot, liveEvents, VIEWERS_KEY } from '@m4max/contracts';
import { createEventWriter } from '@m4max/streams';
import { eventually } from '@m4max/test-kit';
import type { Surroundings } from '../fixtures/gateway-under-test.ts';
import { base, log, startSurroundings } from '../fixtures/gateway-under-test.ts';
import { alert } from '../fixtures/samples.ts';

let surroundings: Surroundings;
let url = '';

beforeAll(async () => {
  surroundings = await startSurroundings();
  url = surroundings.gateway.url;
}, 60_000);

afterAll(() => surroundings.stop(), 60_000);

it('streams a snapshot, then samples and alerts, and replays what was missed', async () => {
  const stream = liveStream(url);
  const retry = await stream.next();
  expect(retry.value).toMatchObject({ retry: '3000' });
  const snapshot = (await stream.next()).value;
  expect(snapshot?.event).toBe('snapshot');
  expect(LiveSnapshot.parse(snapshot?.data).hardware[0]).toMatchObject({ host: 'mac-1' });
  await eventually('exporters are told that somebody watches', () =>
    surroundings.store.exists(VIEWERS_KEY),
  );

  const events = createEventWriter<AlertEvent>({
    store: surroundings.store,
    stream: alertEvents,
    log,
  });
  await events.start();
  const at = new Date().toISOString();
  const acknowledged = alert({ id: 'live', updated_at: at, state: 'acknowledged' });
  events.write({ v: 1, what: 'acknowledged', at, alert: acknowledged });
  let seen = snapshot;
  for await (const sent of stream) {
    liveEvents[sent.event as keyof typeof liveEvents].parse(sent.data);
    seen = sent;
    if (sent.event === 'alert') break;
  }
  expect(seen?.data).toMatchObject({ id: 'live', state: 'acknowledged' });
  await events.stop();

  const replayed = await firstOf(url, snapshot?.id, (event) => event === 'alert');
  expect(replayed).toEqual(seen);
  const afresh = await firstOf(url, 'another-7', (event) => event !== 'undefined');
  expect(afresh.event).toBe('snapshot');
  expect(afresh.data.alerts[0]).toMatchObject({ id: 'live' });
}, 60_000);

/** What the stream sends until the test has seen enough. */
async function* liveStream(url: string, lastEventId?: string) {
  const reply = await fetch(`${url}${base}/stream`, {
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
    signal: AbortSignal.timeout(30_000),
  });
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of reply.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = Object.fromEntries(
        text
          .slice(0, end)
          .split('\n')
          .map((line) => line.split(/: (.*)/s).slice(0, 2)),
      );
      text = text.slice(end + 2);
      yield {
        id: String(fields.id),
        event: String(fields.event),
        retry: fields.retry,
        data: fields.data === undefined ? undefined : JSON.parse(fields.data),
      };
    }
  }
}

async function firstOf(
  url: string,
  lastEventId: string | undefined,
  wanted: (event: string) => boolean,
) {
  for await (const sent of liveStream(url, lastEventId)) if (wanted(sent.event)) return sent;
  throw new Error('the stream ended');
}
