import { expect, it } from '@jest/globals';
import { processMetrics, Registry } from '@m4max/service-kit';
import type { ExpositionFamily } from './exposition.ts';
import { parseExposition } from './parse-exposition.ts';

function page(text: string, options?: { readonly isCut?: boolean }) {
  const parsed = parseExposition(text, options);
  if (parsed.kind === 'unreadable') throw new Error(parsed.reason);
  return parsed;
}

function valuesOf(families: readonly ExpositionFamily[]): readonly string[] {
  return families.flatMap(({ samples }) =>
    samples.map(({ name, labels, value }) => `${name} ${JSON.stringify(labels)} ${value}`),
  );
}

const histograms = `# HELP order_seconds Time of an order.
# TYPE order_seconds histogram
order_seconds_bucket{venue="A",le="0.01"} 3
order_seconds_bucket{venue="A",le="+Inf"} 4
order_seconds_sum{venue="A"} 0.5
order_seconds_count{venue="A"} 4
order_seconds_bucket{venue="B",le="0.01"} 7
order_seconds_bucket{venue="B",le="+Inf"} 7
order_seconds_sum{venue="B"} 0.02
order_seconds_count{venue="B"} 7
`;

it('keeps the series of two labelled histograms apart, with their sums and counts', () => {
  const { families, faults } = page(histograms);
  expect(faults).toEqual([]);
  expect(families).toMatchObject([
    { name: 'order_seconds', type: 'histogram', help: 'Time of an order.' },
  ]);
  expect(families[0]?.samples).toHaveLength(8);
  expect(valuesOf(families)).toContain('order_seconds_sum {"venue":"A"} 0.5');
  expect(valuesOf(families)).toContain('order_seconds_bucket {"venue":"B","le":"0.01"} 7');
});

it('reads an OpenMetrics page: suffixes, units, times in seconds, examples left out', () => {
  const { families, faults } = page(`# TYPE orders counter
# HELP orders Orders \\"sent\\".
orders_total{venue="A"} 17 1700000000.25
orders_created{venue="A"} 1699990000
# TYPE wait_seconds histogram
# UNIT wait_seconds seconds
wait_seconds_bucket{le="0.1"} 8 # {trace_id="a b"} 0.067 1700000000
wait_seconds_bucket{le="+Inf"} 9 # {} 12
wait_seconds_count 9
wait_seconds_sum 3.5
# TYPE build info
build_info{version="2"} 1
# EOF
`);
  expect(faults).toEqual([]);
  expect(
    families.map(({ name, type, unit, samples }) => [name, type, unit, samples.length]),
  ).toEqual([
    ['orders', 'counter', undefined, 2],
    ['wait_seconds', 'histogram', 'seconds', 4],
    ['build', 'info', undefined, 1],
  ]);
  expect(families[0]).toMatchObject({ help: 'Orders "sent".' });
  expect(families[0]?.samples[0]).toMatchObject({ value: 17, timestampSeconds: 1_700_000_000.25 });
});

it.each([
  { title: 'no labels', line: 'x 1', labels: {}, value: 1 },
  { title: 'empty braces', line: 'x{} 1', labels: {}, value: 1 },
  { title: 'a trailing comma', line: 'x{a="1",} 1', labels: { a: '1' }, value: 1 },
  {
    title: 'spaces and tabs',
    line: '\tx { a = "1" ,\tb = "2" }\t1 ',
    labels: { a: '1', b: '2' },
    value: 1,
  },
  {
    title: 'escapes',
    line: 'x{a="C:\\\\n\\"q\\"\\nend"} 1',
    labels: { a: 'C:\\n"q"\nend' },
    value: 1,
  },
  {
    title: 'braces, commas and # in a value',
    line: 'x{a="}, b=1 # {"} 1',
    labels: { a: '}, b=1 # {' },
    value: 1,
  },
  { title: 'other scripts', line: 'x{a="取引 ✓"} 1', labels: { a: '取引 ✓' }, value: 1 },
  {
    title: 'a label of an unlucky name',
    line: 'x{__proto__="1"} 1',
    labels: JSON.parse('{"__proto__":"1"}'),
    value: 1,
  },
  { title: 'an exponent', line: 'x -1.5e-7', labels: {}, value: -1.5e-7 },
  { title: 'a bare fraction', line: 'x .5', labels: {}, value: 0.5 },
  { title: 'more than a float holds exactly', line: 'x 1e30', labels: {}, value: 1e30 },
  { title: '+Inf', line: 'x +Inf', labels: {}, value: Number.POSITIVE_INFINITY },
  { title: '-Inf', line: 'x -Inf', labels: {}, value: Number.NEGATIVE_INFINITY },
  { title: 'NaN', line: 'x NaN', labels: {}, value: Number.NaN },
])('reads $title', ({ line, labels, value }) => {
  const { families, faults } = page(`${line}\n`);
  expect(faults).toEqual([]);
  expect(families[0]?.samples[0]?.value).toBe(value);
  expect({ ...families[0]?.samples[0]?.labels }).toEqual(labels);
});

it('takes several values of one series that the page dates', () => {
  const { families, faults } = page('x 1 1700000000000\nx 2 1700000005000\nx 3 1700000005000\n');
  expect(valuesOf(families)).toEqual(['x {} 1', 'x {} 2']);
  expect(faults).toMatchObject([{ line: 3 }]);
});

it('reads a time of a 0.0.4 page as milliseconds', () => {
  expect(page('x 1 1700000000250\n').families[0]?.samples[0]).toMatchObject({
    timestampSeconds: 1_700_000_000.25,
  });
});

it.each([
  { title: 'a sentence', line: '¿que?', says: 'does not begin with the name' },
  { title: 'a name alone', line: 'x', says: 'no value' },
  { title: 'a name with a dot', line: 'x.y 1', says: 'no name may have' },
  { title: 'a word as value', line: 'x y', says: 'not a number: "y"' },
  { title: 'a number too large', line: 'x 1e999', says: 'not a number: "1e999"' },
  { title: 'an underscore in a number', line: 'x 1_000', says: 'not a number' },
  { title: 'a date as time', line: 'x 1 2026-01-01', says: 'its time is not a number' },
  { title: 'two values too many', line: 'x 1 2 3', says: 'more than a value and a time' },
  { title: 'labels that do not end', line: 'x{a="1" 2', says: 'labels cannot be read from here' },
  {
    title: 'a label without quotes',
    line: 'x{a=1} 2',
    says: 'labels cannot be read from here: "a=1} 2"',
  },
  { title: 'a value that does not end', line: 'x{a="1} 2', says: 'labels cannot be read' },
  { title: 'a label twice', line: 'x{a="1",a="2"} 2', says: 'label "a" twice' },
  {
    title: 'a hundred labels',
    line: `x{${Array.from({ length: 100 }, (_, index) => `l${index}="1"`).join(',')}} 1`,
    says: 'more than 64 labels',
  },
  { title: 'a series twice', line: 'good{a="1"} 3', says: 'stands there twice' },
  { title: 'another type', line: '# TYPE good counter', says: 'which it has called a gauge' },
  { title: 'no type', line: '# TYPE better', says: 'gives better no type' },
  { title: 'a line without end', line: `x{a="${'a'.repeat(20_000)}"} 1`, says: 'longer than' },
])('loses no other line to one with $title', ({ line, says }) => {
  const { families, faults } = page(`# TYPE good gauge\ngood{a="1"} 1\n${line}\ngood{a="2"} 2\n`);
  expect(faults).toEqual([{ line: 3, reason: expect.stringContaining(says) }]);
  expect(valuesOf(families)).toEqual(['good {"a":"1"} 1', 'good {"a":"2"} 2']);
});

it.each([
  { title: 'nothing', text: '', says: 'empty' },
  { title: 'blank lines', text: ' \r\n\n', says: 'empty' },
  { title: 'JSON', text: ' {"engine_info": {"uptime_seconds": 12}}', says: 'this is JSON' },
  { title: 'a list', text: '[1, 2]', says: 'this is JSON' },
  { title: 'HTML', text: '<!doctype html><title>502</title>', says: 'this is HTML' },
  { title: 'prose', text: 'Service unavailable\n', says: 'no line of it is a metric; line 1' },
  { title: 'comments only', text: '# a page\n# EOF\n', says: 'no metrics' },
  { title: 'six megabytes', text: 'x 1\n'.repeat(1_500_000), says: 'longer than' },
])('says that $title is no metrics page', ({ text, says }) => {
  expect(parseExposition(text)).toEqual({
    kind: 'unreadable',
    reason: expect.stringContaining(says),
  });
});

it('reads the lines of Windows and a page behind a byte order mark', () => {
  const { families, faults } = page(`\uFEFF${histograms.replaceAll('\n', '\r\n')}`);
  expect(faults).toEqual([]);
  expect(families).toEqual(page(histograms).families);
});

it('does not believe the last number of a page that broke off', () => {
  const half = `${histograms}orders_total 12`;
  expect(page(half).faults).toEqual([]); // A file may lack its last line end.
  const { families, faults } = page(half, { isCut: true });
  expect(families.map(({ name }) => name)).toEqual(['order_seconds']);
  expect(faults).toEqual([{ line: 11, reason: 'the page breaks off here' }]);
});

it('notices that an OpenMetrics page has no end, or goes on after it', () => {
  const start = '# TYPE a info\na_info{v="1"} 1\n';
  expect(page(start).faults).toEqual([{ line: 3, reason: expect.stringContaining('broke off') }]);
  expect(page(`${start}# EOF\nx 1\n`).faults).toEqual([{ line: 4, reason: 'stands after # EOF' }]);
});

it('takes a part for a metric of its own when its page gives it no type, or another', () => {
  const { families } = page(
    'a_bucket{le="1"} 2\n# TYPE b summary\nb_bucket 1\nb{quantile="0.5"} 1\nb_sum 2\n',
  );
  expect(families.map(({ name, samples }) => [name, samples.length])).toEqual([
    ['a_bucket', 1],
    ['b', 2],
    ['b_bucket', 1],
  ]);
});

it('takes types of any name for what they are', () => {
  const { families, faults } = page(
    '# TYPE x constructor\nx_total 1\n# TYPE y __proto__\ny_sum 1\n',
  );
  expect(faults).toEqual([]);
  expect(families.map(({ name }) => name)).toEqual(['x', 'x_total', 'y', 'y_sum']);
});

it('keeps to its bounds: lines, and faults that it lists', () => {
  const long = page(Array.from({ length: 50_100 }, (_, index) => `x{n="${index}"} 1`).join('\n'));
  expect(long.families[0]?.samples).toHaveLength(50_000);
  expect(long.faults).toEqual([
    { line: 50_001, reason: expect.stringContaining('more than 50000') },
  ]);
  const wrong = page(`x 1\n${'?\n'.repeat(250)}`);
  expect([wrong.faults.length, wrong.furtherFaults]).toEqual([100, 150]);
});

it('takes no time over lines that are made to be slow', () => {
  const evil = [
    `x ${'1'.repeat(16_000)}y`,
    `x{a="${'\\\\'.repeat(7900)}`,
    `x ${' '.repeat(16_000)}1 y`,
  ];
  const started = performance.now();
  page(`x 1\n${Array.from({ length: 100 }, () => evil.join('\n')).join('\n')}`);
  expect(performance.now() - started).toBeLessThan(5000);
});

it('reads what prom-client writes', async () => {
  const registry = new Registry();
  processMetrics(registry, 'trading-exporter');
  const text = await registry.metrics();
  const { families, faults } = page(text);
  expect(faults).toEqual([]);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(families.flatMap(({ samples }) => samples)).toHaveLength(lines.length);
  expect(families.every(({ type, help }) => type !== undefined && help !== undefined)).toBe(true);
});
