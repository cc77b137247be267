import { expect, it } from '@jest/globals';
import winston from 'winston';
import type { Health, Part } from './part.ts';
import { runParts } from './run-parts.ts';

const log = winston.createLogger({ silent: true, transports: [new winston.transports.Console()] });

function run(
  build: (seen: string[], health: () => Health, stop: AbortController) => readonly Part[],
) {
  const seen: string[] = [];
  const stop = new AbortController();
  return runParts({
    name: 'sample',
    config: {},
    log,
    signal: stop.signal,
    parts: (context) => build(seen, () => context.health(), stop),
  }).then((outcome) => ({ outcome, seen }));
}

function part(name: string, seen: string[], more: Partial<Part> = {}): Part {
  return {
    name,
    start: async () => void seen.push(`start ${name}`),
    stop: async () => void seen.push(`stop ${name}`),
    ...more,
  };
}

it('starts in order and stops in reverse, whatever fails to stop', async () => {
  const { outcome, seen } = await run((seen, _health, stop) => [
    part('store', seen),
    part('collector', seen, { stop: () => Promise.reject(new Error('hangs')) }),
    part('http', seen, {
      start: async () => {
        seen.push('start http');
        stop.abort();
      },
    }),
  ]);
  expect(outcome).toEqual({ kind: 'stopped' });
  expect(seen).toEqual(['start store', 'start collector', 'start http', 'stop http', 'stop store']);
});

it('a part that cannot start ends the run and says why', async () => {
  const { outcome, seen } = await run((seen) => [
    part('store', seen),
    part('http', seen, { start: () => Promise.reject(new Error('port 8001 is taken')) }),
    part('never', seen),
  ]);
  expect(outcome).toEqual({ kind: 'failed', reason: 'port 8001 is taken' });
  expect(seen).toEqual(['start store', 'stop http', 'stop store']);
});

it('names the part that is not ready', async () => {
  const seen: Health[] = [];
  await run((_seen, health, stop) => [
    part('publisher', [], { notReady: () => 'the store is away' }),
    part('watch', [], {
      start: async () => {
        seen.push(health());
        setTimeout(() => {
          seen.push(health());
          stop.abort();
        });
      },
    }),
  ]);
  expect(seen).toEqual([
    { stage: 'starting', notReady: [] },
    { stage: 'running', notReady: [{ part: 'publisher', reason: 'the store is away' }] },
  ]);
});
