import { expect, it } from '@jest/globals';
import type { Alert } from '@m4max/contracts';
import { AT, alert } from '../fixtures/samples.ts';
import {
  alertTitle,
  announcement,
  escalationInWords,
  runbookOf,
  sinceInWords,
  valueAgainstLimit,
} from './words.ts';

const now = new Date(AT);
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();
const known = (...alerts: readonly Alert[]) => new Map(alerts.map((one) => [one.id, one]));

it.each([
  { title: 'its summary', change: { annotations: { summary: 'Too hot' } }, words: 'Too hot' },
  { title: 'its name', change: {}, words: 'Performance cores saturated' },
  {
    title: 'an empty summary',
    change: { annotations: { summary: '' }, rule_name: 'NoData' },
    words: 'No data',
  },
])('title: $title', ({ change, words }) => {
  expect(alertTitle(alert(change))).toBe(words);
});

it.each([
  { title: 'no value', change: {}, words: undefined },
  { title: 'no limit', change: { value: 0.95, unit: 'percent' }, words: '95 %' },
  {
    title: 'value and limit',
    change: { value: 0.95, threshold: 0.9, unit: 'percent' },
    words: '95 % (limit 90 %)',
  },
  {
    title: 'said already',
    change: { value: 0.95, unit: 'percent', message: 'They are 95 % busy.' },
    words: undefined,
  },
])('value: $title', ({ change, words }) => {
  expect(valueAgainstLimit(alert(change))).toBe(words);
});

it.each([
  { title: 'never', change: {}, words: undefined },
  { title: 'soon', change: { escalates_at: later(72) }, words: 'escalates in 1:12' },
  { title: 'now', change: { escalates_at: later(-1) }, words: 'escalating now' },
  {
    title: 'acknowledged',
    change: { escalates_at: later(72), state: 'acknowledged' },
    words: undefined,
  },
  { title: 'done', change: { escalated_at: AT }, words: expect.stringContaining('escalated at') },
] as const)('escalation: $title', ({ change, words }) => {
  expect(escalationInWords(alert(change), now)).toEqual(words);
});

it('says for how long and since when', () => {
  expect(sinceInWords(alert(), now)).toMatch(/^for 3 min, since \d\d:57$/);
});

it.each([
  { where: 'https://wiki/x', kind: 'link' },
  { where: 'docs/runbooks/x.md', kind: 'document' },
  { where: 'javascript:alert(1)', kind: 'document' },
])('runbook at $where is a $kind', ({ where, kind }) => {
  expect(runbookOf(alert({ annotations: { runbook_url: where } }))).toEqual({ kind, where });
});

it('knows no runbook where none is named', () => {
  expect(runbookOf(alert())).toBeUndefined();
});

it.each([
  { title: 'nothing new', before: known(alert()), after: known(alert()), words: undefined },
  {
    title: 'one begins',
    before: known(),
    after: known(alert()),
    words: 'Warning alert firing: Performance cores saturated.',
  },
  {
    title: 'one ends',
    before: known(alert()),
    after: known(alert({ state: 'resolved' })),
    words: 'Warning alert resolved: Performance cores saturated.',
  },
  {
    title: 'an old one arrives',
    before: known(),
    after: known(alert({ state: 'resolved' })),
    words: undefined,
  },
  {
    title: 'many at once',
    before: known(),
    after: known(...['a', 'b', 'c', 'd'].map((id) => alert({ id }))),
    words: expect.stringContaining('4 alerts changed.'),
  },
])('announcement: $title', ({ before, after, words }) => {
  expect(announcement(before, after)).toEqual(words);
});
