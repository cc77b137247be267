import { expect, it } from '@jest/globals';
import { linux, m4max } from '../fixtures/samples.ts';
import { tilesOf } from './tiles.ts';

const tile = (id: string, hardware = m4max()) =>
  tilesOf(hardware).find((candidate) => candidate.id === id);

it('has a tile for each tier, fastest first', () => {
  expect(tilesOf(m4max()).map(({ id }) => id)).toEqual([
    'tier:P',
    'tier:E',
    'gpu',
    'ane',
    'memory',
    'power',
  ]);
  expect(tile('tier:P')).toMatchObject({
    title: 'Performance cores',
    note: '2',
    reading: { value: '60', unit: '%', beside: '4.28 GHz', estimated: false },
    strip: { kind: 'bars', ratios: [0.3, 0.9] },
    captions: ['busiest 90 % · load 9.42'],
  });
});

it('has one tile for a processor without tiers', () => {
  expect(tilesOf(linux()).map(({ id }) => id)).toEqual([
    'processor',
    'gpu',
    'ane',
    'memory',
    'power',
  ]);
  expect(tile('processor', linux())).toMatchObject({ note: '1 core', reading: { value: '31' } });
});

it('says why a part is not known, and never 0', () => {
  expect(tile('gpu', linux())?.reading).toEqual({
    kind: 'unknown',
    why: 'no GPU with readable counters',
  });
  expect(tile('power', linux())?.reading).toEqual({
    kind: 'unknown',
    why: 'power is read by `powermetrics`',
  });
  const { cpu: _, memory: __, ...bare } = m4max();
  expect(tile('processor', bare)?.reading).toMatchObject({ kind: 'unknown' });
  expect(tile('memory', bare)?.reading).toMatchObject({ kind: 'unknown' });
});

it('marks an estimate and tells what it rests on', () => {
  expect(tile('ane')).toMatchObject({
    note: 'estimate',
    reading: { value: '12', estimated: true },
    captions: ['by its power, 8 W assumed'],
  });
  const estimate = { basis: 'mactop: time above its idle state' };
  const timed = { ...m4max(), ane: { active_ratio_estimated: 0.25, estimate } };
  expect(tile('ane', timed)?.captions).toEqual(['from mactop: time above its idle state']);
});

it('has one tile of unknown use where a source tells shares by the clock alone', () => {
  const reason = 'brew upgrade macmon';
  const old = {
    ...m4max(),
    cpu: { tiers: [{ tier: 'P', scaled_ratio: 0.1 }], clusters: [], cores: [] },
    missing: [{ field: 'cpu.active_ratio', reason }],
  };
  expect(tilesOf(old)[0]).toMatchObject({
    id: 'processor',
    reading: { kind: 'unknown', why: reason },
  });
});

it('splits memory into what is known of it', () => {
  expect(tile('memory')).toMatchObject({
    note: 'of 128 GB',
    reading: { value: '71.0', unit: 'GB' },
    captions: ['app 49 · wired 15 · compressed 7', 'pressure normal · no swap'],
  });
  expect(tile('memory', linux())?.strip).toEqual({
    kind: 'stack',
    parts: [{ name: 'used', ratio: expect.closeTo(0.267, 3) }],
  });
});

it('shows the thermal state where power is not known', () => {
  const { power: _, ...sample } = m4max();
  expect(tile('power')?.reading).toMatchObject({ value: '63', unit: 'W', beside: 'fair' });
  expect(tile('power', sample)?.reading).toMatchObject({ value: 'fair', unit: '' });
});
