import { expect, it } from '@jest/globals';
import { readCommandLine } from './powermetrics-options.ts';
import { dialectOf, usage } from './powermetrics-usage.ts';

const read = (line: string, osBuild = '25B78') =>
  readCommandLine(line === '' ? [] : line.split(' '), dialectOf(osBuild));

it('samples by default as the real one: seven samplers, five seconds, text, without end', () => {
  expect(read('')).toEqual({
    kind: 'run',
    samplers: new Set([
      'tasks',
      'battery',
      'network',
      'disk',
      'interrupts',
      'cpu_power',
      'gpu_power',
    ]),
    milliseconds: 5000,
    samples: -1,
    format: 'text',
    outputFile: undefined,
    initialUsage: false,
    byCoalition: false,
    energyByProcess: false,
  });
});

it.each([
  {
    line: '-s cpu_power,gpu_power -i 1000 -f plist -b 0 -n 3600',
    found: { milliseconds: 1000, samples: 3600, format: 'plist' },
  },
  { line: '-i1000 -n-1 -fplist', found: { milliseconds: 1000, samples: -1, format: 'plist' } },
  { line: '--sample-rate=250 --sample-count 2', found: { milliseconds: 250, samples: 2 } },
  { line: '--sample-r 250', found: { milliseconds: 250 } },
  { line: '-i 100 -i 200', found: { milliseconds: 200 } },
  { line: '-i 0', found: { milliseconds: 0 } },
  { line: '-o out -a 0 -t 5 -r cputime', found: { outputFile: 'out' } },
  { line: '-WA', found: { byCoalition: true, energyByProcess: true } },
  { line: 'left -- -x', found: { samples: -1 } },
  {
    line: '--show-initial-usage --handle-invalid-values --hide-cpu-duty-cycle',
    found: { initialUsage: true },
  },
  {
    line: '--show-process-coalition --show-process-io --show-process-gpu',
    found: { byCoalition: true },
  },
  { line: '-h -i x', found: { kind: 'help' } },
  {
    line: '-u out -o pid --sample-interval 10',
    osBuild: '20D80',
    found: { outputFile: 'out', milliseconds: 10 },
  },
  { line: '-s bandwidth', osBuild: '21G115', found: { samplers: new Set(['bandwidth']) } },
  {
    line: '-s thermal,default',
    found: {
      samplers: new Set([
        'thermal',
        'tasks',
        'battery',
        'network',
        'disk',
        'interrupts',
        'cpu_power',
        'gpu_power',
      ]),
    },
  },
])('takes $line', ({ line, osBuild, found }) => {
  expect(read(line, osBuild)).toMatchObject(found);
});

it.each([
  { line: '-s cpu_power,bandwidth', because: 'unrecognized sampler: bandwidth', withUsage: false },
  { line: '-s smc', because: 'unrecognized sampler: smc', withUsage: false },
  {
    line: '-s ane_power',
    osBuild: '21G115',
    because: 'unrecognized sampler: ane_power',
    withUsage: false,
  },
  { line: '-u out', because: 'invalid option -- u' },
  { line: '-A', osBuild: '20D80', because: 'invalid option -- A' },
  { line: '-o /file', osBuild: '20D80', because: 'unrecognized order: /file' },
  { line: '--show-everything', because: "unrecognized option `--show-everything'" },
  { line: '--show', because: "option `--show' is ambiguous" },
  { line: '--help=me', because: "option `--help' doesn't allow an argument" },
  { line: '--format', because: "option `--format' requires an argument" },
  { line: '-i', because: 'option requires an argument -- i' },
  { line: '-f xml', because: 'unrecognized format: xml' },
  { line: '-n many', because: 'invalid value for --sample-count: many' },
  { line: '-i 1.5', because: 'invalid value for --sample-rate: 1.5' },
])('refuses $line on $osBuild', ({ line, osBuild, because, withUsage = true }) => {
  expect(read(line, osBuild)).toEqual({
    kind: 'refused',
    because: `powermetrics: ${because}`,
    withUsage,
  });
});

it('explains itself with the names of its macOS', () => {
  expect(usage(dialectOf('25B78'))).toContain('    -o | --output-file <file>');
  expect(usage(dialectOf('20D80'))).toContain('    -u | --output-file <file>');
});
