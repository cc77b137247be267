import { expect, it } from '@jest/globals';
import { neuralEngine } from './neural-engine.ts';

it.each([
  { title: 'asleep', watts: 0, ratio: 0, tops: 0 },
  { title: 'half', watts: 4, ratio: 0.5, tops: 19 },
  { title: 'more than assumed', watts: 9, ratio: 1, tops: 38 },
])('neuralEngine: $title', ({ watts, ratio, tops }) => {
  expect(neuralEngine({ watts, maxWatts: 8, ratedTops: 38 })).toEqual({
    active_ratio_estimated: ratio,
    tops_estimated: tops,
    estimate: { basis: 'ane_watts / assumed_max_watts', assumed_max_watts: 8 },
  });
});
