import { expect, it } from '@jest/globals';
import { OUTSIDE } from '@m4max/contracts';
import type { RememberedLinks } from './remembered-links.ts';
import { observedLinks, rememberLinks } from './remembered-links.ts';

const start = new Date('2026-03-02T09:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const link = (from: string, to: string, seconds = 0, port = 80) => ({
  from,
  to,
  port,
  seenAt: after(seconds),
});
const nothing: RememberedLinks = new Map();
const everybody = new Set(['aa', 'bb', 'cc']);

it('keeps a link for five minutes after it was last seen', () => {
  const first = rememberLinks(nothing, [link('aa', 'bb')], after(0));
  const again = rememberLinks(first, [link('aa', 'bb', 100), link('bb', 'cc', 100)], after(100));
  const { links } = observedLinks(rememberLinks(again, [], after(400)), everybody);
  expect(links).toEqual([
    { from: 'aa', to: 'bb', port: 80, kind: 'observed', seen_at: '2026-03-02T09:01:40.000Z' },
    { from: 'bb', to: 'cc', port: 80, kind: 'observed', seen_at: '2026-03-02T09:01:40.000Z' },
  ]);
  expect(rememberLinks(again, [], after(401))).toEqual(nothing);
});

it('never takes an older sighting for a newer one', () => {
  const known = rememberLinks(nothing, [link('aa', 'bb', 20)], after(20));
  const { links } = observedLinks(
    rememberLinks(known, [link('aa', 'bb', 5)], after(25)),
    everybody,
  );
  expect(links).toMatchObject([{ seen_at: '2026-03-02T09:00:20.000Z' }]);
});

it('tells the newest first, and of one moment by their names', () => {
  const known = rememberLinks(
    nothing,
    [link('cc', 'aa', 10), link('aa', 'bb', 10), link('bb', 'aa', 20)],
    after(20),
  );
  const { links } = observedLinks(known, everybody);
  expect(links.map(({ from }) => from)).toEqual(['bb', 'aa', 'cc']);
});

it('forgets the links of containers that are gone, but not those of the outside', () => {
  const known = rememberLinks(
    nothing,
    [link('aa', 'gone'), link('gone', OUTSIDE), link('aa', OUTSIDE)],
    after(0),
  );
  expect(observedLinks(known, everybody).links).toMatchObject([{ from: 'aa', to: OUTSIDE }]);
});

it('tells 200 and how many are left out', () => {
  const many = Array.from({ length: 250 }, (_, index) => link('aa', 'bb', 0, 1000 + index));
  const newest = link('cc', 'bb', 1);
  const known = rememberLinks(nothing, [...many, newest], after(1));
  const { links, missing } = observedLinks(known, everybody);
  expect(links).toHaveLength(200);
  expect(links[0]).toMatchObject({ from: 'cc' });
  expect(missing).toEqual([
    {
      field: 'links',
      reason: '51 further links were seen; only the newest 200 are listed',
    },
  ]);
});

it('remembers a bounded number, the newest', () => {
  const scan = Array.from({ length: 60_000 }, (_, index) => link('aa', 'bb', 0, index + 1));
  const first = rememberLinks(nothing, scan, after(0));
  expect(first.size).toBe(2000);
  const { links } = observedLinks(rememberLinks(first, [link('cc', 'aa', 5)], after(5)), everybody);
  expect(links[0]).toMatchObject({ from: 'cc' });
});
