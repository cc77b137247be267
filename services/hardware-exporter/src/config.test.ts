import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { Config } from './config.ts';

const environment = { REDIS_URL: 'redis://127.0.0.1:6390', HOST_LABEL: 'mac' };

it('reads every second, from what there is', () => {
  expect(Config.parse(environment)).toMatchObject({
    PORT: 9101,
    COLLECT_INTERVAL_SECONDS: 1,
  });
});

it.each([
  { text: 'auto', sources: undefined },
  { text: 'powermetrics', sources: ['powermetrics'] },
  { text: 'macmon,mactop,macos', sources: ['macmon', 'mactop', 'macos'] },
  { text: 'powermetrics, systeminformation', sources: ['powermetrics', 'systeminformation'] },
])('takes HARDWARE_SOURCES=$text', ({ text, sources }) => {
  expect(Config.parse({ ...environment, HARDWARE_SOURCES: text }).HARDWARE_SOURCES).toEqual(
    sources,
  );
});

it.each([
  { variables: { HARDWARE_SOURCES: 'htop' }, says: 'there is no source "htop"' },
  { variables: { HARDWARE_SOURCES: 'powermetrics,' }, says: 'there is no source ""' },
  { variables: { COLLECT_INTERVAL_SECONDS: 'often' }, says: 'COLLECT_INTERVAL_SECONDS' },
  { variables: { COLLECT_INTERVAL_SECONDS: '0.01' }, says: 'COLLECT_INTERVAL_SECONDS' },
  { variables: { ANE_MAX_WATTS: '0' }, says: 'ANE_MAX_WATTS' },
])('refuses $variables and says why', ({ variables, says }) => {
  const { error } = Config.safeParse({ ...environment, ...variables });
  expect(error && z.prettifyError(error)).toContain(says);
});
