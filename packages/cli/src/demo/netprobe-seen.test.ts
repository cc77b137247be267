import { expect, it } from '@jest/globals';
import { platform } from './docker-platform.ts';
import { idOf } from './docker-simulated.ts';
import { talks } from './docker-talks.ts';
import { seenText } from './netprobe-seen.ts';

const round = { beat: '1772442000-1', pauseSeconds: 2 };
const pidOf = (name: string) => 2001 + platform.findIndex((it) => it.name === name) * 100;
const wantedOf = (...names: string[]) =>
  names.map((name) => `${pidOf(name)} ${idOf(name)}\n`).join('');

/** The lines of one container. */
function tableOf(text: string, name: string): readonly string[] {
  const [, part = ''] = text.split(`container ${pidOf(name)} ${idOf(name)}\n`);
  return part.split(/\n(?=container|absent|end)/)[0]?.split('\n') ?? [];
}

it('shows both ends of a connection as the kernel prints them', () => {
  const text = seenText(wantedOf('nautilus-redis', 'nautilus-risk-engine'), round);
  expect(text).toMatch(/^m4max-netprobe 1 1772442000-1\ncontainer .*\nend 2 2\n$/s);
  // 172.22.0.3:33113 (risk is the 2nd, redis the 14th) to 172.22.0.15:6379, established.
  expect(tableOf(text, 'nautilus-risk-engine')).toContain('2: 030016AC:8159 0F0016AC:18EB 01');
  expect(tableOf(text, 'nautilus-redis')).toEqual([
    '0: 0B00007F:9C4D 00000000:0000 0A',
    '1: 00000000:18EB 00000000:0000 0A',
    '2: 0F0016AC:18EB 030016AC:8159 01',
  ]);
});

it('shows the exchange and those who come from outside', () => {
  const text = seenText(wantedOf('nautilus-marketdata-engine', 'nautilus-nginx'), round);
  expect(tableOf(text, 'nautilus-marketdata-engine').join('\n')).toContain(' 0A7100CB:01BB 01');
  expect(tableOf(text, 'nautilus-nginx').join('\n')).toContain(':0050 010014AC:');
});

it.each([
  { title: 'nothing is wanted', wanted: '', ends: 'end 0 2\n' },
  { title: 'a line that is none', wanted: 'x y\n', ends: 'end 0 2\n' },
  {
    title: 'a process that is not there',
    wanted: `77 ${idOf('nautilus-redis')}\n`,
    ends: `absent 77 ${idOf('nautilus-redis')}\nend 1 2\n`,
  },
  {
    title: 'a container that is not there',
    wanted: `2001 ${'0'.repeat(64)}\n`,
    ends: `absent 2001 ${'0'.repeat(64)}\nend 1 2\n`,
  },
])('$title', ({ wanted, ends }) => {
  expect(seenText(wanted, round)).toBe(`m4max-netprobe 1 1772442000-1\n${ends}`);
});

it('lets only those talk that share a network', () => {
  const networksOf = (name: string) => platform.find((it) => it.name === name)?.networks ?? [];
  const strangers = talks.filter(
    ({ from, to }) => !networksOf(from).some((it) => networksOf(to).includes(it)),
  );
  expect(strangers).toEqual([]);
  expect(talks.length).toBeGreaterThan(40);
});
