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
const facts = (clock: number | undefined): EngineFacts => ({
  id: 'E',
  name: 'engine',
  version: '20.10.24',
  apiVersion: '1.41',
  cpus: 2,
  memoryBytes: 1,
  clock: clock === undefined ? undefined : new Date(clock * 1000),
});
const lost = new Error('the engine closed its stream of events');

/** One try to follow: the engine's clock, what it still keeps, what comes then; or a failure. */
type Try = { clock: number | undefined; past?: string; then?: string } | { failure: string };

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
        const { past = '', then = '' } = current as Extract<Try, { clock: number | undefined }>;
        return Readable.from([until === undefined ? past + then : past]);
      },
    },
    last,
    signal: stop.signal,
    onOpen: () => log.push('open'),
    async onEvent({ action, at }, { isPast, isEngineBack }) {
      const marks = `${isPast ? ' (past)' : ''}${isEngineBack ? ' (engine back)' : ''}`;
      log.push(`${action} ${at.getTime() / 1000}${marks}`);
    },
    onBroken: (error) => log.push(String(error)),
  });
  return log;
}

it('goes on after a break from the last event, and tells each event once', async () => {
  const log = await watch([
    { clock: 9000, then: line(9000, 'start', 7) + line(9001, 'die', 5) },
    { clock: 9010, past: line(9001, 'die', 5) + line(9002, 'start'), then: line(9011, 'die') },
  ]);
  expect(log).toEqual([
    'ask 5400.000000000 to 9000.000000000',
    'ask 9000.000000000',
    ...['open', 'start 9000', 'die 9001', String(lost)],
    'ask 9001.000000005 to 9010.000000000',
    'start 9002',
    'ask 9002.000000000',
    ...['open', 'die 9011', String(lost)],
  ]);
});

it('tells two events of one nanosecond, and repeats none of them', async () => {
  const both = line(9001, 'die') + line(9001, 'start');
  const log = await watch([
    { clock: 9000, then: both },
    { clock: 9002, past: both },
  ]);
  expect(log.filter((it) => it.endsWith(' 9001'))).toEqual(['die 9001', 'start 9001']);
});

it('explains with what happened before anybody watched', async () => {
  const log = await watch([{ clock: 9000, past: line(8990, 'start'), then: line(9001, 'die') }]);
  expect(log.filter((it) => / \d{4}/.test(it) && !it.startsWith('ask'))).toEqual([
    'start 8990 (past)',
    'die 9001',
  ]);
});

it('goes on after what an earlier process told', async () => {
  const last = { id: '9000000000000-a1-die', nanoseconds: '9000000000000' };
  const past = line(8000, 'start') + line(9000, 'die') + line(9500, 'start');
  const log = await watch([{ clock: 9900, past }], last);
  expect(log).toEqual([
    'ask 5400.000000000 to 9900.000000000',
    ...['start 8000 (past)', 'die 9000 (past)', 'start 9500'],
    ...['ask 9500.000000000', 'open', String(lost)],
  ]);
});

it('does not count what was told before, where the engine does not tell its clock', async () => {
  const last = { id: '9000000000000-a1-die', nanoseconds: '9000000000000' };
  const then = line(9000, 'die') + line(9500, 'start');
  expect(await watch([{ clock: undefined, then }], last)).toEqual([
    'ask 9000.000000000',
    ...['open', 'die 9000 (past)', 'start 9500', String(lost)],
  ]);
});

it('sees that the engine was away and has forgotten, and tells of a break once', async () => {
  const log = await watch([
    { clock: 9000, then: line(9001, 'start') },
    { failure: 'not there' },
    { clock: 9030, past: line(9020, 'die') + line(9021, 'start') },
  ]);
  expect(log.slice(2)).toEqual([
    ...['open', 'start 9001', String(lost)],
    'ask 9001.000000000 to 9030.000000000',
    ...['die 9020 (engine back)', 'start 9021 (engine back)'],
    ...['ask 9021.000000000', 'open', String(lost)],
  ]);
});

it('does not take an engine that was busy with health checks for one that was away', async () => {
  const checks = Array.from({ length: 255 }, (_, index) => line(9010, 'exec_start: check', index));
  const log = await watch([
    { clock: 9000, then: line(9001, 'start') },
    { failure: 'not there' },
    { clock: 9030, past: checks.join('') + line(9020, 'die') },
  ]);
  expect(log.slice(5, 8)).toEqual([
    ...['ask 9001.000000000 to 9030.000000000', 'die 9020', 'ask 9020.000000000'],
  ]);
});

it('does not take a stream that was cut for an engine that was away', async () => {
  const log = await watch([
    { clock: 9000, then: line(9001, 'start') },
    { failure: 'not there' },
    { clock: 9030, past: line(9001, 'start') + line(9020, 'die') },
  ]);
  expect(log).toContain('die 9020');
});

it('knows by what it told what is new, where the clock of the engine was set back', async () => {
  const before = line(8000, 'start') + line(9500, 'die');
  const log = await watch([
    { clock: 9000, past: line(8000, 'start'), then: line(9500, 'die') },
    { clock: 8400, past: `${before}${line(8399, 'start')}`, then: line(8401, 'die') },
  ]);
  expect(log.slice(6)).toEqual([
    'ask 4800.000000000 to 8400.000000000',
    'start 8399',
    ...['ask 8399.000000000', 'open', 'die 8401', String(lost)],
  ]);
});

it('takes no engine for one that was away whose last event was only seen by inspecting', async () => {
  const last = { id: '9000000000000-a1-start_failed', nanoseconds: '9000000000000' };
  const past = line(8000, 'start') + line(9500, 'start');
  const log = await watch([{ clock: 9900, past }], last);
  expect(log.slice(1, 3)).toEqual(['start 8000 (past)', 'start 9500']);
});

it('breaks off what is no stream of events', async () => {
  const log = await watch([{ clock: 9000, then: 'x'.repeat(2_000_000) }]);
  expect(log.slice(2)).toEqual(['open', 'Error: the engine sends an event without an end']);
});

it('keeps no more of a long past than an engine can repeat', async () => {
  const past = Array.from({ length: 1000 }, (_, index) => line(8000, 'pause', index)).join('');
  const log = await watch([{ clock: 9000, past }]);
  expect(log.filter((it) => it.endsWith('(past)')).length).toBe(256);
});

it('tells of an engine that is not there once, however many tries fail', async () => {
  const log = await watch([{ failure: 'not there' }, { failure: 'not there' }]);
  expect(log).toEqual(['Error: not there']);
});
