import { expect, it } from '@jest/globals';
import { mergeExpositions } from './merge-expositions.ts';
import { labelsOf, parseExposition } from './parse-exposition.ts';

function page(service: string, text: string) {
  const parsed = parseExposition(text);
  if (parsed.kind === 'unreadable') throw new Error(parsed.reason);
  return { service, families: parsed.families };
}

const hardware = `# HELP m4max_cpu_active_ratio Share of time the CPU was busy.
# TYPE m4max_cpu_active_ratio gauge
m4max_cpu_active_ratio{host="mac-1"} 0.5
# HELP nodejs_heap_bytes Heap.
# TYPE nodejs_heap_bytes gauge
nodejs_heap_bytes 1000
# HELP m4max_service_info Which service this is.
# TYPE m4max_service_info gauge
m4max_service_info{service="hardware-exporter",version="1"} 1
`;
const trading = `# HELP nodejs_heap_bytes Heap.
# TYPE nodejs_heap_bytes gauge
nodejs_heap_bytes 2000 1700000000000
# TYPE order_seconds histogram
order_seconds_bucket{le="0.1"} 3
order_seconds_bucket{le="+Inf"} 4
order_seconds_sum 1.5e-3
order_seconds_count 4
# TYPE empty_total counter
`;

it('gives each family once and each series its service', () => {
  expect(mergeExpositions([page('hw', hardware), page('tr', trading)])).toBe(
    `# HELP m4max_cpu_active_ratio Share of time the CPU was busy.
# TYPE m4max_cpu_active_ratio gauge
m4max_cpu_active_ratio{service="hw",host="mac-1"} 0.5

# HELP nodejs_heap_bytes Heap.
# TYPE nodejs_heap_bytes gauge
nodejs_heap_bytes{service="hw"} 1000
nodejs_heap_bytes{service="tr"} 2000 1700000000000

# HELP m4max_service_info Which service this is.
# TYPE m4max_service_info gauge
m4max_service_info{service="hardware-exporter",version="1"} 1

# TYPE order_seconds histogram
order_seconds_bucket{service="tr",le="0.1"} 3
order_seconds_bucket{service="tr",le="+Inf"} 4
order_seconds_sum{service="tr"} 1.5e-3
order_seconds_count{service="tr"} 4
`,
  );
});

it('leaves out a family whose type another page gave differently, and says so', () => {
  const text = mergeExpositions([
    page('a', '# TYPE x counter\nx 1\n'),
    page('b', '# TYPE x gauge\nx 2\n'),
  ]);
  expect(text).toContain('x{service="a"} 1');
  expect(text).not.toContain('x{service="b"}');
  expect(text).toContain('# left out: b has x as gauge, not counter');
});

it('is an empty page for no page', () => {
  expect(mergeExpositions([])).toBe('');
});

it.each([
  { title: 'no labels', line: 'x 1', labels: [] },
  { title: 'empty braces', line: 'x{} 1', labels: [] },
  { title: 'a trailing comma', line: 'x{a="1",} 1', labels: [['a', '1']] },
  {
    title: 'braces and commas in a value',
    line: 'x{a="}, service=\\"y\\"",b="2"} 1',
    labels: [
      ['a', '}, service=\\"y\\"'],
      ['b', '2'],
    ],
  },
  {
    title: 'spaces',
    line: 'x { a = "1" , b = "2" } +Inf',
    labels: [
      ['a', '1'],
      ['b', '2'],
    ],
  },
  { title: 'no value known', line: 'x NaN', labels: [] },
  { title: 'a time stamp', line: 'x -1.5e-7 1700000000000', labels: [] },
])('reads $title', ({ line, labels }) => {
  const { families } = page('s', line);
  expect(families[0]?.series.map(labelsOf)).toEqual([labels]);
});

it.each([
  { title: 'text', line: '<html>' },
  { title: 'a name alone', line: 'x' },
  { title: 'a word as value', line: 'x y' },
  { title: 'labels that do not end', line: 'x{a="1" 2' },
  { title: 'a value without quotes', line: 'x{a=1} 2' },
  { title: 'two values', line: 'x 1 2 3' },
])('refuses a page with $title, naming the line', ({ line }) => {
  expect(parseExposition(`# TYPE x gauge\n${line}\n`)).toMatchObject({
    kind: 'unreadable',
    line: 2,
  });
});

it('tells percentiles of a window by service, whatever their labels speak of', () => {
  const page = `# TYPE wait_seconds summary
wait_seconds{of="service=\\"a\\"",quantile="0.95"} 0.2
`;
  const read = parseExposition(page);
  if (read.kind !== 'page') throw new Error('it is a page');
  expect(mergeExpositions([{ service: 'tr', families: read.families }])).toBe(
    `# TYPE wait_seconds summary
wait_seconds{service="tr",of="service=\\"a\\"",quantile="0.95"} 0.2
`,
  );
});
