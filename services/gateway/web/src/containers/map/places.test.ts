import { expect, it } from '@jest/globals';
import { placesOf } from './places.ts';

const arrows = [
  { from: 'front', to: 'back' },
  { from: 'back', to: 'risk' },
  { from: 'back', to: 'ml' },
  { from: 'risk', to: 'redis' },
  { from: 'ml', to: 'redis' },
];
const names = ['front', 'back', 'risk', 'ml', 'redis'];
const before = placesOf(names, arrows, undefined);

it('stands in columns around the middle', () => {
  expect(Object.fromEntries(before)).toEqual({
    front: { column: 0, row: 0.5 },
    back: { column: 1, row: 0.5 },
    ml: { column: 2, row: 0 },
    risk: { column: 2, row: 1 },
    redis: { column: 3, row: 0.5 },
  });
  expect(placesOf([], [], undefined).size).toBe(0);
});

it('is the same whatever the order of the sample', () => {
  const other = placesOf(names.toReversed(), arrows.toReversed(), undefined);
  expect(Object.fromEntries(other)).toEqual(Object.fromEntries(before));
});

it('moves nobody when somebody goes, comes back or comes new', () => {
  const without = placesOf(
    names.filter((name) => name !== 'ml'),
    arrows,
    before,
  );
  expect([...without]).toEqual([...before].filter(([name]) => name !== 'ml'));
  const again = placesOf(names, arrows, without);
  expect(again.get('ml')).toEqual({ column: 2, row: 0 });
  const more = placesOf([...names, 'new'], [...arrows, { from: 'back', to: 'new' }], before);
  for (const [name, place] of before) expect(more.get(name)).toEqual(place);
  expect(more.get('new')).toEqual({ column: 2, row: 2 });
});

it('moves nobody when new links appear', () => {
  const turned = [...arrows, { from: 'redis', to: 'front' }, { from: 'risk', to: 'ml' }];
  expect(placesOf(names, turned, before)).toEqual(before);
});

it.each([
  { title: 'who only calls stands before', link: { from: 'new', to: 'redis' }, column: 2 },
  { title: 'who is called stands after', link: { from: 'redis', to: 'new' }, column: 4 },
  { title: 'nothing stands before the first', link: { from: 'new', to: 'front' }, column: 0 },
])('gives a newcomer a free place: $title', ({ link, column }) => {
  const places = placesOf([...names, 'new'], [...arrows, link], before);
  expect(places.get('new')?.column).toBe(column);
  const seats = [...places.values()].map((place) => `${place.column} ${place.row}`);
  expect(new Set(seats).size).toBe(seats.length);
});

it.each([
  { title: 'a gap', rows: [0, 3, 4], moved: false },
  { title: 'mostly gaps', rows: [0, 12, 20], moved: true },
])('after many have gone, arranges anew what is left: $title', ({ rows, moved }) => {
  const left = ['x', 'y', 'z'];
  const chain = [
    { from: 'x', to: 'y' },
    { from: 'y', to: 'z' },
  ];
  const previous = new Map(left.map((name, column) => [name, { column, row: rows[column] ?? 0 }]));
  const fresh = placesOf(left, chain, undefined);
  expect(placesOf(left, chain, previous)).toEqual(moved ? fresh : previous);
});

it('arranges everything anew when most of it is new', () => {
  const others = ['redis', 'x', 'y'];
  const links = [
    { from: 'x', to: 'y' },
    { from: 'y', to: 'redis' },
  ];
  expect(placesOf(others, links, before)).toEqual(placesOf(others, links, undefined));
});
