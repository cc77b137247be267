import { expect, it } from '@jest/globals';
import { matchesAll, parseMatcher } from './matchers.ts';

it.each([
  { text: 'severity="critical"', labels: { severity: 'critical' }, matches: true },
  { text: 'severity="critical"', labels: { severity: 'critical ' }, matches: false },
  { text: ' severity = critical ', labels: { severity: 'critical' }, matches: true },
  { text: 'severity!="info"', labels: { severity: 'critical' }, matches: true },
  { text: 'severity=~"crit.*|emergency"', labels: { severity: 'critical' }, matches: true },
  { text: 'severity=~"crit"', labels: { severity: 'critical' }, matches: false },
  { text: 'severity!~"crit.*"', labels: { severity: 'critical' }, matches: false },
  { text: 'team=""', labels: {}, matches: true },
  { text: 'team!=""', labels: {}, matches: false },
  { text: 'team=~".*"', labels: {}, matches: true },
  { text: 'constructor=""', labels: {}, matches: true },
  { text: '__proto__=~".*"', labels: {}, matches: true },
  { text: 'path="a\\"b\\\\c\\nd"', labels: { path: 'a"b\\c\nd' }, matches: true },
  { text: 'note=~"a.b"', labels: { note: 'a\nb' }, matches: true },
  { text: 'expr="a=b"', labels: { expr: 'a=b' }, matches: true },
])('$text on $labels is $matches', ({ text, labels, matches }) => {
  const parsed = parseMatcher(text);
  if (parsed.kind === 'faulty') throw new Error(parsed.because);
  expect(matchesAll([parsed.matcher], labels as Record<string, string>)).toBe(matches);
});

it.each([
  { text: 'severity', because: 'expected name' },
  { text: '="x"', because: 'expected name' },
  { text: 'a-b="x"', because: 'expected name' },
  { text: 'a="x', because: 'quotes' },
  { text: 'a=x"y', because: 'quotes' },
  { text: 'a="x"y"', because: 'quotes' },
  { text: 'a=~"("', because: 'regular expression' },
  { text: 'a=~"(?=x)"', because: 'regular expression' },
  { text: '', because: 'expected name' },
])('refuses $text', ({ text, because }) => {
  expect(parseMatcher(text)).toMatchObject({
    kind: 'faulty',
    because: expect.stringContaining(because),
  });
});

it('answers a hostile expression at once', () => {
  const parsed = parseMatcher('a=~"(a+)+b"');
  if (parsed.kind === 'faulty') throw new Error(parsed.because);
  const before = performance.now();
  expect(parsed.matcher.matches('a'.repeat(2000))).toBe(false);
  expect(performance.now() - before).toBeLessThan(2000);
});
