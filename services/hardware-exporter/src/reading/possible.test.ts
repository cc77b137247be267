import { expect, it } from '@jest/globals';
import {
  bytesOf,
  bytesPerSecondOf,
  celsiusOf,
  countOf,
  hertzOf,
  operationsPerSecondOf,
  ratioOf,
  ratioOfPercent,
  rpmOf,
  wattsOf,
} from './possible.ts';

const accept = {
  wattsOf,
  celsiusOf,
  ratioOf,
  ratioOfPercent,
  rpmOf,
  bytesOf,
  bytesPerSecondOf,
  operationsPerSecondOf,
  countOf,
} as const;

it.each([
  { name: 'wattsOf', told: 0, figure: 0 },
  { name: 'wattsOf', told: 120.5, figure: 120.5 },
  { name: 'wattsOf', told: 2001, figure: undefined },
  { name: 'celsiusOf', told: 43.5, figure: 43.5 },
  { name: 'celsiusOf', told: 0, figure: undefined },
  { name: 'celsiusOf', told: 151, figure: undefined },
  { name: 'ratioOf', told: 1.000_000_1, figure: 1 },
  { name: 'ratioOf', told: 1.01, figure: undefined },
  { name: 'ratioOfPercent', told: 12.5, figure: 0.125 },
  { name: 'ratioOfPercent', told: 100.5, figure: undefined },
  { name: 'rpmOf', told: 0, figure: 0 },
  { name: 'rpmOf', told: 65_535, figure: undefined },
  { name: 'bytesOf', told: 2 ** 60, figure: undefined },
  { name: 'bytesPerSecondOf', told: 1.8e19, figure: undefined },
  { name: 'operationsPerSecondOf', told: 12.5, figure: 12.5 },
  { name: 'countOf', told: 16, figure: 16 },
  { name: 'countOf', told: 0, figure: undefined },
  { name: 'countOf', told: 2.5, figure: undefined },
] as const)('$name: $told', ({ name, told, figure }) => {
  expect(accept[name](told)).toBe(figure);
});

it.each(Object.values(accept).map((of) => ({ name: of.name, of })))(
  '$name takes nothing that is no number',
  ({ of }) => {
    for (const told of [undefined, null, Number.NaN, -1, '1', [1], {}, true])
      expect(of(told)).toBeUndefined();
  },
);

it.each([
  { title: 'at work', megahertz: 2088, active: 0.5, hertz: 2.088e9 },
  { title: 'asleep', megahertz: 0, active: 0, hertz: 0 },
  { title: '0 beside work', megahertz: 0, active: 0.5, hertz: undefined },
  { title: 'read in the wrong unit', megahertz: 1, active: 0.5, hertz: undefined },
  { title: 'beyond any chip', megahertz: 1e6, active: 0.5, hertz: undefined },
  { title: 'no number', megahertz: null, active: 0.5, hertz: undefined },
])('hertzOf: $title', ({ megahertz, active, hertz }) => {
  expect(hertzOf(megahertz, active)).toBe(hertz);
});
