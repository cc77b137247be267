import { expect, it } from '@jest/globals';
import { containersSample, linux, liveHealth, m4max, tradingSample } from '../fixtures/samples.ts';
import {
  allMissing,
  engineSources,
  hardwareSource,
  inputSources,
  serviceSources,
} from './sources.ts';

it('names what the numbers come from', () => {
  const source = { name: 'macmon', version: '0.6', model: 'Mac16,5' };
  expect(hardwareSource(m4max({ source }))).toEqual({
    name: 'macmon 0.6',
    up: true,
    detail: 'Mac16,5',
  });
  const engines = [{ id: 'e', name: 'Docker', version: '29.1', up: false }];
  expect(engineSources(containersSample({ engines }))).toEqual([
    { name: 'Docker 29.1', up: false },
  ]);
});

it('says what an input carries and what of it was left out', () => {
  const inputs = [
    { name: 'bus', up: true, entries_per_second: 4100, rejected: { json: 2, type: 1 } },
    { name: 'telemetry', up: false, detail: 'no answer', rejected: {} },
    { name: 'http', up: true, rejected: {} },
  ];
  expect(inputSources(tradingSample({ inputs }))).toEqual([
    { name: 'bus', up: true, detail: '4,100 entries/s, 3 left out' },
    { name: 'telemetry', up: false, detail: 'no answer' },
    { name: 'http', up: true },
  ]);
});

it.each([
  { title: 'durable', store: { up: true, version: '7.2', persistent: true }, detail: 'durable' },
  { title: 'embedded', store: { up: true, embedded: true }, detail: 'embedded, in memory only' },
  { title: 'without disk', store: { up: true, persistent: false }, detail: 'in memory only' },
  { title: 'away', store: { up: false }, detail: 'does not answer' },
])('store: $title', ({ store, detail }) => {
  expect(serviceSources({ ...liveHealth(), store }).at(-1)).toMatchObject({ detail });
});

it('says of a service that is up but not ready why', () => {
  const service = { name: 'a', url: '', up: true, ready: false, checked_at: '' };
  expect(serviceSources({ ...liveHealth(), services: [service] })[0]).toEqual({
    name: 'a',
    up: false,
    detail: 'not ready',
  });
});

it('lists what is missing once', () => {
  expect(allMissing([linux(), undefined, linux()])).toHaveLength(2);
});
