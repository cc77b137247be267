import { expect, it } from '@jest/globals';
import { fingerprint } from './fingerprint.ts';

it.each([
  { title: 'no labels', labels: {}, expected: 'cbf29ce484222325' },
  {
    title: "Prometheus' own example",
    labels: { name: 'garland, briggs', fear: 'love is not enough' },
    expected: 5_799_056_148_416_392_346n.toString(16),
  },
  { title: 'one label', labels: { foo: 'bar' }, expected: '3fff2c2d7595e046' },
  { title: 'a name', labels: { alertname: 'good1' }, expected: '5e5773ce6868c6de' },
  {
    title: 'three labels, given in another order',
    labels: { severity: 'warning', node: 'bar', alertname: 'foo' },
    expected: '6a6b5ac10f0eae0e',
  },
  {
    title: 'one severity',
    labels: { alertname: 'test1', severity: 'warning' },
    expected: '8f14a41207c8456c',
  },
  {
    title: 'another severity is another alert',
    labels: { alertname: 'test1', severity: 'critical' },
    expected: '4d68350aea315959',
  },
  {
    title: 'letters outside ASCII',
    labels: { a: 'b', b: 'Σ', c: '🙂', d: 'eΘ' },
    expected: '0f92a997ae46be5b',
  },
  {
    title: 'names that UTF-16 would sort the other way round',
    labels: { '🙂': 'x', '\uFF5E': 'y' },
    expected: 'b573237459b27f70',
  },
  {
    title: 'empty values do not count',
    labels: { foo: 'bar', gone: '' },
    expected: '3fff2c2d7595e046',
  },
])('fingerprint: $title', ({ labels, expected }) => {
  expect(fingerprint(labels)).toBe(expected);
});
