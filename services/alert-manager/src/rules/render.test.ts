import { expect, it } from '@jest/globals';
import { formatValue, render, templateFaults } from './render.ts';

const reading = { value: 0.9914, threshold: 0.98, unit: 'percent' } as const;

it.each([
  {
    title: 'labels, value and threshold in the unit of the metric',
    template: 'P-cores of {{host}}: {{value}} (limit {{ threshold }})',
    text: 'P-cores of desk-mac: 99.1 % (limit 98 %)',
  },
  { title: 'a named unit', template: '{{value|count}}', text: '0.991' },
  { title: 'a label that is not there', template: 'on {{name}}.', text: 'on .' },
  {
    title: 'no code is run',
    template: '{{host}} ${1+1} <%= 1 %>',
    text: 'desk-mac ${1+1} <%= 1 %>',
  },
])('render: $title', ({ template, text }) => {
  expect(render(template, { host: 'desk-mac' }, reading)).toBe(text);
});

it('does not fill what a label brought in', () => {
  expect(render('{{host}}', { host: '{{value}}' }, reading)).toBe('{{value}}');
});

it.each([
  { value: 96_636_764_160, unit: 'bytes', text: '90 GiB' },
  { value: 0, unit: 'bytes', text: '0 B' },
  { value: 546e9, unit: 'bytes/s', text: '546 GB/s' },
  { value: 0.0123, unit: 'seconds', text: '12.3 ms' },
  { value: 0.0000045, unit: 'seconds', text: '4.5 µs' },
  { value: 0, unit: 'seconds', text: '0 s' },
  { value: 300, unit: 'seconds', text: '5 min' },
  { value: 3, unit: 'count', text: '3' },
  { value: 4_512_000_000, unit: 'hertz', text: '4.51 GHz' },
] as const)('formatValue: $value $unit', ({ value, unit, text }) => {
  expect(formatValue(value, unit)).toBe(text);
});

it.each([
  { title: 'a good one', template: '{{host}} {{value|percent}}', faults: [] },
  { title: 'a label it does not have', template: '{{container}}', faults: ['no label container'] },
  {
    title: 'a format there is none of',
    template: '{{value|percentage}}',
    faults: ['unknown format percentage'],
  },
  { title: 'half a place', template: '{{host', faults: ['unreadable {{…}}'] },
])('templateFaults: $title', ({ template, faults }) => {
  expect(templateFaults(template, ['host'])).toEqual(faults);
});
