import { expect, it } from '@jest/globals';
import type { AlertSource } from '@m4max/contracts';
import { mergeSource } from './merge-source.ts';
import type { PushedAlert } from './pushed.ts';
import { pushFault, pushReport } from './pushed.ts';

const now = new Date('2026-01-05T09:00:00.000Z');
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const pushed = (parts: Partial<PushedAlert>): PushedAlert => ({
  labels: { alertname: 'DiskFull' },
  annotations: {},
  ...parts,
});

it.each([
  { title: 'a good one', alert: pushed({}), names: 'utf8', fault: undefined },
  { title: 'no alertname', alert: pushed({ labels: { a: 'b' } }), names: 'utf8', fault: undefined },
  {
    title: 'no labels',
    alert: pushed({ labels: {} }),
    names: 'utf8',
    fault: 'at least one label pair required',
  },
  {
    title: 'only empty labels',
    alert: pushed({ labels: { a: '' } }),
    names: 'utf8',
    fault: 'at least one label pair required',
  },
  {
    title: 'any name in utf8',
    alert: pushed({ labels: { 'a-b': 'x' } }),
    names: 'utf8',
    fault: undefined,
  },
  {
    title: 'a name that is not classic',
    alert: pushed({ labels: { 'a-b': 'x' } }),
    names: 'classic',
    fault: 'invalid label set: invalid name "a-b"',
  },
  {
    title: 'an annotation that is not classic',
    alert: pushed({ annotations: { 'a-b': 'x' } }),
    names: 'classic',
    fault: 'invalid annotations: invalid name "a-b"',
  },
  {
    title: 'it ends before it starts',
    alert: pushed({ startsAt: minutes(2), endsAt: minutes(1) }),
    names: 'utf8',
    fault: 'start time must be before end time',
  },
  {
    title: 'too many labels',
    alert: pushed({
      labels: Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`l${index}`, 'x'])),
    }),
    names: 'utf8',
    fault: 'more than 64 labels',
  },
  {
    title: 'a value too long',
    alert: pushed({ labels: { a: 'x'.repeat(2049) } }),
    names: 'utf8',
    fault: 'the value of label a is longer than 2048',
  },
  {
    title: 'annotations too long',
    alert: pushed({ annotations: { a: 'x'.repeat(16_384) } }),
    names: 'utf8',
    fault: 'the annotations are longer than 16384 together',
  },
] as const)('pushFault: $title', ({ alert, names, fault }) => {
  expect(pushFault(alert, names)).toBe(fault);
});

it.each([
  {
    title: 'no times',
    alert: pushed({}),
    source: { started_at: now, ends_at: minutes(5), assumed: true },
  },
  {
    title: 'a start',
    alert: pushed({ startsAt: minutes(-1) }),
    source: { started_at: minutes(-1), ends_at: minutes(5), assumed: true },
  },
  {
    title: 'an end only',
    alert: pushed({ endsAt: minutes(-3) }),
    source: { started_at: minutes(-3), ends_at: minutes(-3), assumed: undefined },
  },
  {
    title: 'both',
    alert: pushed({ startsAt: minutes(-1), endsAt: minutes(4) }),
    source: { started_at: minutes(-1), ends_at: minutes(4), assumed: undefined },
  },
])('pushReport fills open ends: $title', ({ alert, source }) => {
  const said = pushReport(alert, {
    sourceName: 'push from 127.0.0.1',
    groupOf: () => undefined,
    now,
  });
  expect(said.source).toEqual({
    name: 'push from 127.0.0.1',
    started_at: source.started_at.toISOString(),
    ends_at: source.ends_at.toISOString(),
    ...(source.assumed === undefined ? {} : { ends_at_assumed: true }),
  });
});

it('says what it can of a pushed alert, and drops empty labels', () => {
  const alert = pushed({
    labels: { alertname: 'PerformanceCoresSaturated', severity: 'CRITICAL', gone: '' },
    annotations: { summary: 'short', description: 'long' },
  });
  const said = pushReport(alert, {
    sourceName: 'prometheus',
    groupOf: (name) => (name === 'PerformanceCoresSaturated' ? 'm4max_hardware' : undefined),
    now,
  });
  expect(said).toMatchObject({
    message: 'long',
    facts: {
      rule_name: 'PerformanceCoresSaturated',
      group: 'm4max_hardware',
      severity: 'critical',
      labels: { alertname: 'PerformanceCoresSaturated', severity: 'CRITICAL' },
    },
  });
  expect(said.facts.labels).not.toHaveProperty('gone');
});

const source = (from: number, to: number, assumed = false): AlertSource => ({
  name: 'p',
  started_at: minutes(from).toISOString(),
  ends_at: minutes(to).toISOString(),
  ...(assumed ? { ends_at_assumed: true } : {}),
});

it.each([
  {
    title: 'a later end of the same start',
    older: source(-9, 3),
    newer: source(-9, 4),
    merged: source(-9, 4),
  },
  {
    title: 'the earliest start stays',
    older: source(-9, 3),
    newer: source(-5, 4),
    merged: source(-9, 4),
  },
  { title: 'it is over', older: source(-9, 3), newer: source(-9, 0), merged: source(-9, 0) },
  {
    title: 'a given later end outlives an assumed one',
    older: source(-9, 20),
    newer: source(-5, 5, true),
    merged: source(-9, 20),
  },
  {
    title: 'an assumed later end does not',
    older: source(-9, 20, true),
    newer: source(-5, 5),
    merged: source(-9, 5),
  },
  {
    title: 'times that do not overlap: the newer stands alone',
    older: source(-9, -8),
    newer: source(-5, 5),
    merged: source(-5, 5),
  },
  {
    title: 'both over: the later end',
    older: source(-9, -1),
    newer: source(-9, -2),
    merged: source(-9, -1),
  },
])('mergeSource: $title', ({ older, newer, merged }) => {
  expect(mergeSource(older, newer, now)).toEqual(merged);
});
