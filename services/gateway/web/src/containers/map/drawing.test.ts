import { expect, it } from '@jest/globals';
import type { Drawing } from './drawing.ts';
import { drawingOf } from './drawing.ts';
import { placesOf } from './places.ts';
import type { MapLink } from './talk-map.ts';

const link = (from: string, to: string, port?: number): MapLink => ({
  key: `${from} ${to} ${port}`,
  from,
  to,
  ...(port === undefined ? {} : { port }),
});

function draw(links: readonly MapLink[], width = 1200, ports: readonly number[] = []): Drawing {
  const names = [...new Set(links.flatMap(({ from, to }) => [from, to]))];
  const places = placesOf(names, links, undefined);
  const drawing = drawingOf({ places, links, portsOf: () => ports, width });
  if (drawing === undefined) throw new Error('there is room enough');
  return drawing;
}

/** A platform: a front, a row of workers that all use two stores, and a watcher of everything. */
const workers = Array.from({ length: 34 }, (_, index) => `worker-${index}`);
const platform = [
  link('front', 'back'),
  ...workers.flatMap((name) => [
    link('back', name, 9000),
    link(name, 'redis', 6379),
    link(name, 'postgres', 5432),
    link('watcher', name, 9100),
  ]),
  link('back', 'redis', 6379),
  link('redis', 'front'),
];

it.each([
  { title: 'nothing', links: [], boxes: 0 },
  { title: 'two', links: [link('a', 'b')], boxes: 2 },
  { title: 'a circle', links: [link('a', 'b'), link('b', 'a')], boxes: 2 },
  { title: 'one with itself', links: [link('a', 'a', 80)], boxes: 1 },
  { title: 'forty', links: platform, boxes: 39 },
])('draws every box inside the drawing, and none over another: $title', ({ links, boxes }) => {
  for (const width of [940, 1200, 1520]) {
    const drawing = draw(links, width);
    expect(drawing.boxes).toHaveLength(boxes);
    expect(drawing.arrows).toHaveLength(links.length);
    for (const [index, { left, top }] of drawing.boxes.entries()) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + drawing.boxWidth).toBeLessThanOrEqual(width);
      expect(top + drawing.size.height).toBeLessThanOrEqual(drawing.height);
      const over = drawing.boxes
        .slice(index + 1)
        .filter(
          (other) =>
            Math.abs(other.left - left) < drawing.boxWidth &&
            Math.abs(other.top - top) < drawing.size.height,
        );
      expect(over).toEqual([]);
    }
  }
});

it('runs past the boxes of other columns, never behind them', () => {
  const { arrows, boxes, boxWidth, size } = draw(platform);
  for (const { line } of arrows) {
    // `… x y H x`: the level pieces are where an arrow passes a column.
    for (const piece of line.matchAll(/([\d.]+) ([\d.]+)H([\d.]+)/g)) {
      const [x = 0, y = 0, end = 0] = piece.slice(1).map(Number);
      const behind = boxes.filter(
        ({ left, top }) =>
          left < Math.max(x, end) &&
          left + boxWidth > Math.min(x, end) &&
          y > top &&
          y < top + size.height,
      );
      expect(behind).toEqual([]);
    }
  }
});

it('points to the right onwards, and to the left when it goes back', () => {
  const { arrows, boxes, boxWidth } = draw([link('a', 'b'), link('b', 'c'), link('c', 'a')]);
  const leftOf = (key: string) => boxes.find((box) => box.key === key)?.left ?? 0;
  const tips = arrows.map(({ head }) => Number(/^M([\d.]+)/.exec(head)?.[1]));
  expect(tips).toEqual([leftOf('b'), leftOf('c'), leftOf('a') + boxWidth]);
});

it('arrives at each port at its own height, in their order', () => {
  const ports = [80, 443];
  const { arrows, boxes, size } = draw(
    [link('a', 'b', 443), link('a', 'b', 80), link('a', 'b')],
    1200,
    ports,
  );
  const top = boxes.find(({ key }) => key === 'b')?.top ?? 0;
  const heights = arrows.map(({ head }) => Number(/^M[\d.]+ ([\d.]+)/.exec(head)?.[1]) - top);
  const [last = 0, first = 0, unknown = 0] = heights;
  expect(first).toBeLessThan(size.height / 2);
  expect(last).toBeGreaterThan(size.height / 2);
  expect(unknown).toBe(size.height / 2);
});

it('draws tighter when a column is long', () => {
  expect(draw([link('a', 'b')]).size.look).toBe('roomy');
  const chain = ['a', 'b', 'c', 'd', 'e'];
  const long = [
    ...chain.slice(1).map((to, index) => link(chain[index] ?? '', to)),
    ...workers.map((name) => link('a', name)),
    ...workers.map((name) => link(name, 'c')),
  ];
  expect(draw(long).size.look).toBe('dense');
});

it('leaves out an arrow to somebody who has no place', () => {
  const places = placesOf(['a'], [], undefined);
  const drawing = drawingOf({ places, links: [link('a', 'b')], portsOf: () => [], width: 900 });
  expect([drawing?.boxes.length, drawing?.arrows.length]).toEqual([1, 0]);
});

it.each([
  { title: 'not shown', columns: 2, width: 0, drawn: false },
  { title: 'two columns on a telephone', columns: 2, width: 320, drawn: true },
  { title: 'six columns on a telephone', columns: 6, width: 320, drawn: false },
  { title: 'six columns on a laptop', columns: 6, width: 1220, drawn: true },
])('draws nothing where names could not be read: $title', ({ columns, width, drawn }) => {
  const names = Array.from({ length: columns }, (_, column) => `n${column}`);
  const places = new Map(names.map((name, column) => [name, { column, row: 0 }]));
  const drawing = drawingOf({ places, links: [], portsOf: () => [], width });
  expect(drawing !== undefined).toBe(drawn);
});
