import { expect, it } from '@jest/globals';
import { labelText } from './label-text.ts';

it.each([
  { title: 'no labels', labels: {}, text: '' },
  {
    title: 'in their order',
    labels: { name: 'risk', engine: 'a' },
    text: 'name="risk",engine="a"',
  },
  { title: 'an empty value', labels: { port: '' }, text: 'port=""' },
  { title: 'a quotation mark', labels: { name: 'a"b' }, text: 'name="a\\"b"' },
  { title: 'a backslash before one', labels: { name: '\\"' }, text: 'name="\\\\\\""' },
  { title: 'lines', labels: { name: 'a\nb\r' }, text: 'name="a\\nb\r"' },
  { title: 'other writing', labels: { name: 'Größe 🚀' }, text: 'name="Größe 🚀"' },
])('$title', ({ labels, text }) => {
  expect(labelText(labels)).toBe(text);
});
