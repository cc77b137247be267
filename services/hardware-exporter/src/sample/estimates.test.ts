import { expect, it } from '@jest/globals';
import { estimateBandwidth, estimateNeuralEngine } from './estimates.ts';

const chip = { chip: {}, ratedTops: 38, assumedAneMaxWatts: 8 };

it.each([
  { title: 'asleep', watts: 0, ratio: 0, tops: 0 },
  { title: 'half', watts: 4, ratio: 0.5, tops: 19 },
  { title: 'more than assumed', watts: 9, ratio: 1, tops: 38 },
])('estimateNeuralEngine: $title', ({ watts, ratio, tops }) => {
  expect(estimateNeuralEngine({ told: undefined, watts, maxWatts: undefined, chip })).toEqual({
    active_ratio_estimated: ratio,
    tops_estimated: tops,
    estimate: { basis: 'ane_watts / assumed_max_watts', assumed_max_watts: 8 },
  });
});

it('estimateNeuralEngine: takes the maximum that the user set', () => {
  const ane = estimateNeuralEngine({ told: undefined, watts: 3, maxWatts: 6, chip });
  expect(ane).toMatchObject({ active_ratio_estimated: 0.5, estimate: { assumed_max_watts: 6 } });
});

it('estimateNeuralEngine: believes a source that timed it more than its watts', () => {
  const told = { active_ratio_estimated: 0.25, estimate: { basis: 'timed' } };
  expect(estimateNeuralEngine({ told, watts: 8, maxWatts: undefined, chip })).toEqual({
    ...told,
    tops_estimated: 9.5,
  });
});

it('estimateNeuralEngine: knows nothing without watts', () => {
  const unknown = { told: undefined, watts: undefined, maxWatts: undefined, chip };
  expect(estimateNeuralEngine(unknown)).toBeUndefined();
});

it.each([
  { title: 'in use', dramWatts: 1.3, estimated: 25e9 },
  { title: 'beyond the chip', dramWatts: 40, estimated: 546e9 },
])('estimateBandwidth: $title', ({ dramWatts, estimated }) => {
  const { bandwidth_bytes_per_second_estimated: value } = estimateBandwidth({
    memory: { used_bytes: 1 },
    dramWatts,
    limitBytesPerSecond: 546e9,
  });
  expect(value).toBeCloseTo(estimated, -3);
});

it.each([
  { title: 'without watts', memory: {}, dramWatts: undefined },
  { title: 'at rest', memory: {}, dramWatts: 0.2 },
  { title: 'beside a measured figure', memory: { bandwidth_bytes_per_second: 1 }, dramWatts: 2 },
  {
    title: "beside a source's own estimate",
    memory: { bandwidth_bytes_per_second_estimated: 1 },
    dramWatts: 2,
  },
])('estimateBandwidth: nothing $title', ({ memory, dramWatts }) => {
  expect(estimateBandwidth({ memory, dramWatts, limitBytesPerSecond: undefined })).toEqual({});
});
