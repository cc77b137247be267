import { expect, it } from '@jest/globals';
import type { LatencyKind } from '@m4max/contracts';
import { createHistogramWriter } from './histogram-text.ts';
import { createLatencyRecorder } from './latency-recorder.ts';
import type { Labels } from './measurement.ts';

const NOW = 1_767_623_400_000;
const family = {
  name: 'a_seconds',
  help: 'A time.',
  labelsOf: ({ stage, labels }: { stage: string; labels: Labels }) => ({ stage, ...labels }),
};

/** A recorder of database queries, which have eight bounds. */
function recorderOf(...queries: readonly { stage: string; nanoseconds: number; times?: number }[]) {
  const recorder = createLatencyRecorder(60);
  const record = (it: (typeof queries)[number]) =>
    recorder.record({ kind: 'db', labels: {}, failed: false, times: 1, ...it }, NOW);
  queries.forEach(record);
  return { record, all: () => recorder.classic('db' satisfies LatencyKind) };
}

it('writes what was counted under each bound, their sum and their number', () => {
  const { all } = recorderOf(
    { stage: 'say "\\"', nanoseconds: 1_000_000 },
    { stage: 'say "\\"', nanoseconds: 1_000_001 },
    { stage: 'say "\\"', nanoseconds: 6e9, times: 3 },
  );
  const labels = String.raw`host="mac",stage="say \"\\\""`;
  expect(createHistogramWriter(family, 'mac')(all())).toBe(
    [
      '# HELP a_seconds A time.',
      '# TYPE a_seconds histogram',
      `a_seconds_bucket{${labels},le="0.001"} 1`,
      ...['0.005', '0.01', '0.05', '0.1', '0.5', '1', '5'].map(
        (bound) => `a_seconds_bucket{${labels},le="${bound}"} 2`,
      ),
      `a_seconds_bucket{${labels},le="+Inf"} 5`,
      `a_seconds_sum{${labels}} 18.002000001`,
      `a_seconds_count{${labels}} 5`,
      '',
    ].join('\n'),
  );
});

it('writes its head alone where nothing was timed', () => {
  expect(createHistogramWriter(family, 'mac')([])).toBe(
    '# HELP a_seconds A time.\n# TYPE a_seconds histogram\n',
  );
});

it('writes a series anew when it has counted more, whatever the others did', () => {
  const { all, record } = recorderOf(
    { stage: 'one', nanoseconds: 2_000_000 },
    { stage: 'two', nanoseconds: 2_000_000 },
  );
  const write = createHistogramWriter(family, 'mac');
  const first = write(all());
  expect(write(all())).toBe(first);
  record({ stage: 'two', nanoseconds: 8_000_000 });
  const second = write(all());
  expect(second).toBe(createHistogramWriter(family, 'mac')(all()));
  expect(second.split('\n').filter((line) => !first.includes(line))).toContain(
    'a_seconds_sum{host="mac",stage="two"} 0.01',
  );
});
