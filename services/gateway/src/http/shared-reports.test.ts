import { expect, it } from '@jest/globals';
import type { PerformanceReport } from '@m4max/contracts';
import { sharedReports } from './shared-reports.ts';

function counting(fails: () => boolean = () => false) {
  const made: string[] = [];
  const share = sharedReports(async (host, period) => {
    made.push(`${period} ${host}`);
    if (fails()) throw new Error('the store is away');
    return { host, period } as PerformanceReport;
  });
  return { made, share };
}

it('makes one report for all who ask for the same', async () => {
  const { made, share } = counting();
  await Promise.all([share('a', 'day'), share('a', 'day'), share('a', 'week'), share('b', 'day')]);
  await share('a', 'day');
  expect(made).toEqual(['day a', 'week a', 'day b']);
});

it('does not keep one that failed', async () => {
  let away = true;
  const { made, share } = counting(() => away);
  await expect(share('a', 'day')).rejects.toThrow('away');
  away = false;
  await expect(share('a', 'day')).resolves.toMatchObject({ host: 'a' });
  expect(made).toHaveLength(2);
});

it('forgets the oldest past its bound', async () => {
  const { made, share } = counting();
  for (let n = 0; n <= 30; n += 1) await share(`mac-${n}`, 'day');
  await share('mac-30', 'day');
  await share('mac-0', 'day');
  expect(made).toHaveLength(32);
});
