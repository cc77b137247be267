import { expect, it } from '@jest/globals';
import { createAccuracyKeeper, wilsonLowerBound } from './accuracy.ts';

const NOW = 1_767_225_600_000;

function keeperWith(outcomes: readonly string[]) {
  const keeper = createAccuracyKeeper(60);
  for (const [index, outcome] of outcomes.entries()) {
    keeper.predict(`p-${index}`, 'direction', 'up');
    keeper.settle(`p-${index}`, outcome, NOW);
  }
  return keeper;
}

it.each([
  { title: 'no outcome', outcomes: [], accuracies: [] },
  {
    title: 'too few to say',
    outcomes: Array.from({ length: 19 }, () => 'up'),
    accuracies: [{ model: 'direction', outcomes: 19 }],
  },
  {
    title: 'three of four came true',
    outcomes: Array.from({ length: 20 }, (_, index) => (index % 4 === 0 ? 'down' : 'up')),
    accuracies: [
      { model: 'direction', outcomes: 20, ratio: 0.75, lowerBound: wilsonLowerBound(15, 20) },
    ],
  },
])('accuracies: $title', ({ outcomes, accuracies }) => {
  expect(keeperWith(outcomes).accuracies(NOW)).toEqual(accuracies);
});

it('forgets outcomes that the window has passed', () => {
  const keeper = keeperWith(Array.from({ length: 30 }, () => 'up'));
  expect(keeper.accuracies(NOW + 63_000)).toEqual([]);
});

it('counts an outcome once, and only of a prediction that it knows', () => {
  const keeper = createAccuracyKeeper(60);
  keeper.predict('a', 'direction', 'up');
  expect(keeper.settle('a', 'up', NOW)).toBe(true);
  expect(keeper.settle('a', 'up', NOW)).toBe(false);
  expect(keeper.settle('never made', 'up', NOW)).toBe(false);
});

it('lets go of the oldest of very many predictions', () => {
  const keeper = createAccuracyKeeper(60);
  for (let number = 0; number < 40_000; number++) keeper.predict(`p-${number}`, 'a', 'up');
  expect(keeper.settle('p-0', 'up', NOW)).toBe(false);
  expect(keeper.settle('p-20000', 'up', NOW)).toBe(true);
});

it('puts models beyond the sixty-fourth together', () => {
  const keeper = createAccuracyKeeper(60);
  for (let number = 0; number < 70; number++) {
    keeper.predict('p', `m-${number}`, 'up');
    keeper.settle('p', 'up', NOW);
  }
  const accuracies = keeper.accuracies(NOW);
  expect(accuracies).toHaveLength(65);
  expect(accuracies.at(-1)).toEqual({ model: 'other', outcomes: 6 });
});

it.each([
  { right: 0, outcomes: 20, bound: 0 },
  { right: 15, outcomes: 20, bound: 0.5313 },
  { right: 20, outcomes: 20, bound: 0.8389 },
  { right: 750, outcomes: 1000, bound: 0.7223 },
])('wilsonLowerBound($right of $outcomes)', ({ right, outcomes, bound }) => {
  expect(wilsonLowerBound(right, outcomes)).toBeCloseTo(bound, 3);
});
