import { Readable } from 'node:stream';
import { expect, it } from '@jest/globals';
import type { EngineFacts } from '../replies/engine-facts.ts';
import type { LastEvent } from './watch-events.ts';
import { watchEvents } from './watch-events.ts';

const line = (second: number, action: string, nanosecond = 0) => {
  const event = { Type: 'container', Action: action, Actor: { ID: 'a1' } };
  return JSON.stringify(event).replace(
    /}$/,
    `,"timeNano":${second}${String(nanosecond).padStart(9, '0')}}\n`,
  );
};
const facts = (clock: number): EngineFacts => ({
  id: 'E',
  name: 'engine',
  version: '20.10.24',
  apiVersion: '1.41',
  cpus: 2,
  memoryBytes: 1,
  clock: new Date(clock * 1000),
});
const lost = new Error('the engine closed its stream of events');

/** One try to follow: the engine's clock, what it still keeps, what comes then; or a failure. */
type Try = { clock: number; past?: string; then?: string } | { failure: string };

/** Plays the tries one after another, and gives all that was asked and told. */
async function watch(tries: readonly Try[], last?: LastEvent) {
  const stop = new AbortController();
  const log: string[] = [];
  let current: Try | undefined;
  let index = 0;
  await watchEvents({
    client: {
      async facts() {
        current = tries[index];
        index += 1;
        if (current === undefined) stop.abort();
        if (current === undefined || 'failure' in current) throw new Error(current?.failure);
        return facts(current.clock);
      },
      async events({ since, until }) {
        log.push(`ask ${since}${until === undefined ? '' : ` to ${until}`}`);
        const { past = '', then = '' } = current as Extract<Try, { clock: number }>;
        return Readable.from([until === undefined ? past + then : past]);
      },
    },
    last,
    signal: stop.signal,
    onOpen: () => log.push('open'),
    async onEvent({ action, at }, isEngineBack) {
      log.push(`${action} ${at.getTime() / 1000}${isEngineBack ? ' (engine back)' : ''}`);
    },
    onBroken: (error) => log.push(String(error)),
  });
  return log;
}

it('goes on after a break from the last event, and tells each event once', async () => {
  const log = await watch([
    { clock: 100, then: line(100, 'start', 7) + line(101, 'die', 5) },
    { clock: 110, past: line(101, 'die', 5) + line(102, 'start'), then: line(111, 'die') },
  ]);
  expect(log).toEqual([
    'ask 100.000000000 to 100.000000000',
    'ask 100.000000000',
    ...['open', 'start 100', 'die 101', String(lost)],
    'ask 101.000000005 to 110.000000000',
    'start 102',
    'ask 102.000000000',
    ...['open', 'die 111', String(lost)],
  ]);
});

it('tells two events of one nanosecond, and repeats none of them', async () => {
  const both = line(100, 'die') + line(100, 'start');
  const log = await watch([
    { clock: 100, then: both },
    { clock: 101, past: both },
  ]);
  expect(log.filter((it) => it.endsWith(' 100'))).toEqual(['die 100', 'start 100']);
});

it('goes on from what an earlier process told', async () => {
  const last = { id: `100${'0'.repeat(9)}-a1-die`, nanoseconds: `100${'0'.repeat(9)}` };
  const log = await watch([{ clock: 200, past: line(100, 'die') + line(150, 'start') }], last);
  expect(log).toEqual([
    'ask 100.000000000 to 200.000000000',
    ...['die 100', 'start 150', 'ask 150.000000000', 'open', String(lost)],
  ]);
});

it('sees that the engine was away and has forgotten, and tells of a break once', async () => {
  const log = await watch([
    { clock: 100, then: line(100, 'start') },
    { failure: 'not there' },
    { clock: 130, past: line(120, 'die') + line(121, 'start') },
  ]);
  expect(log).toEqual([
    'ask 100.000000000 to 100.000000000',
    ...['ask 100.000000000', 'open', 'start 100', String(lost)],
    'ask 100.000000000 to 130.000000000',
    ...['die 120 (engine back)', 'start 121 (engine back)'],
    ...['ask 121.000000000', 'open', String(lost)],
  ]);
});

it('does not take a stream that was cut for an engine that was away', async () => {
  const log = await watch([
    { clock: 100, then: line(100, 'start') },
    { failure: 'not there' },
    { clock: 130, past: line(100, 'start') + line(120, 'die') },
  ]);
  expect(log).toContain('die 120');
});

it('begins anew where the clock of the engine was set back', async () => {
  const log = await watch([
    { clock: 5000, then: line(5000, 'start') },
    { clock: 1400, then: line(1401, 'die') },
  ]);
  expect(log.slice(5)).toEqual([
    'ask 1400.000000000 to 1400.000000000',
    ...['ask 1400.000000000', 'open', 'die 1401', String(lost)],
  ]);
});

it('tells of an engine that is not there once, however many tries fail', async () => {
  const log = await watch([{ failure: 'not there' }, { failure: 'not there' }]);
  expect(log).toEqual(['Error: not there']);
});
