import { expect, it } from '@jest/globals';
import { fitsPattern, shortNames } from './log-names.ts';

it.each([
  { name: 'a.log', pattern: 'a.log', fits: true },
  { name: 'a.log', pattern: '*', fits: true },
  { name: 'FIX.4.4-A-B.messages.log', pattern: 'FIX*.messages.log', fits: true },
  { name: 'FIX.4.4-A-B.event.log', pattern: 'FIX*.messages.log', fits: false },
  { name: 'ab', pattern: 'ab*b', fits: false },
  { name: 'abb', pattern: 'ab*b', fits: true },
  { name: 'a-2026-messages-01.log', pattern: 'a*messages*.log', fits: true },
  { name: 'a-messages', pattern: 'a*messages*.log', fits: false },
  { name: 'a.log.1', pattern: '*.log*', fits: true },
  { name: 'a.log.2.gz', pattern: '*.log*', fits: false },
  { name: 'a.log.2.gz', pattern: '*.gz', fits: true },
  { name: 'aXlog', pattern: 'a.log', fits: false },
])('fitsPattern: $name, $pattern', ({ name, pattern, fits }) => {
  expect(fitsPattern(name, pattern)).toBe(fits);
});

it.each([
  { paths: ['/var/log/fix/a.log'], names: ['a.log'] },
  { paths: ['/x/desk/a.log', '/x/prime/a.log'], names: ['desk/a.log', 'prime/a.log'] },
  { paths: ['/a/x/*.log', '/b/x/*.log'], names: ['a/x/*.log', 'b/x/*.log'] },
  { paths: ['logs/a.log', 'logs/b.log'], names: ['a.log', 'b.log'] },
  { paths: ['a.log', '/x/a.log'], names: ['a.log', 'x/a.log'] },
  { paths: ['/a.log', '/a.log'], names: ['a.log', 'a.log'] },
])('shortNames($paths)', ({ paths, names }) => {
  expect(shortNames(paths)).toEqual(names);
});
