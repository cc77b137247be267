import { expect, it } from '@jest/globals';
import { readMacmonLine } from './macmon-options.ts';

const read = (line: string) => readMacmonLine(line === '' ? [] : line.split(' '));
const pipe = { kind: 'pipe', milliseconds: 1000, samples: 0, socInfo: false };

it.each([
  { line: 'pipe', found: pipe },
  { line: 'raw', found: pipe },
  {
    line: 'pipe -i 500 -s 3 --soc-info',
    found: { ...pipe, milliseconds: 500, samples: 3, socInfo: true },
  },
  { line: '-i500 pipe -s3', found: { ...pipe, milliseconds: 500, samples: 3 } },
  { line: '--interval=500 pipe --samples=3', found: { ...pipe, milliseconds: 500, samples: 3 } },
  { line: 'pipe -i=500', found: { ...pipe, milliseconds: 500 } },
  { line: 'pipe -i 5', found: { ...pipe, milliseconds: 100 } },
  { line: '--version', found: { kind: 'version' } },
  { line: '-V', found: { kind: 'version' } },
  { line: 'help', found: { kind: 'help' } },
  { line: 'serve', found: { kind: 'not simulated', command: 'serve' } },
  { line: '', found: { kind: 'not simulated', command: 'its own screen' } },
])('macmon $line', ({ line, found }) => {
  expect(read(line)).toEqual(found);
});

const usage = 'Usage: macmon [OPTIONS] [COMMAND]';
it.each([
  { line: '--bogus', says: ["unexpected argument '--bogus' found", usage] },
  {
    line: 'pipe --bogus',
    says: ["unexpected argument '--bogus' found", 'Usage: macmon pipe [OPTIONS]'],
  },
  { line: '-s 3 pipe', says: ["unexpected argument '-s' found", usage] },
  { line: 'pipe pipe', says: ["unexpected argument 'pipe' found"] },
  { line: 'pipe --version', says: ["unexpected argument '--version' found"] },
  { line: 'top', says: ["unrecognized subcommand 'top'", usage] },
  {
    line: 'pipe -i',
    says: ["a value is required for '--interval <INTERVAL>' but none was supplied"],
  },
  {
    line: 'pipe -s two',
    says: ["invalid value 'two' for '--samples <SAMPLES>': invalid digit found in string"],
  },
  { line: 'pipe -i -5', says: ["unexpected argument '-5' found"] },
  { line: 'pipe -i 4294967296', says: ['4294967296 is not in 0..=4294967295'] },
])('macmon refuses $line', ({ line, says }) => {
  const request = read(line);
  const sentence = request.kind === 'refused' ? request.sentence : '';
  for (const part of says) expect(sentence).toContain(part);
  expect(sentence).toMatch(/^error: [^]+\n\nFor more information, try '--help'\.\n$/);
});
