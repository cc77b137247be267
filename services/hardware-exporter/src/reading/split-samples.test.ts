import { expect, it } from '@jest/globals';
import { splitSamples } from './split-samples.ts';

const HEAD = 'Machine model: Mac16,5\nOS version: 25B78 – à\n';
const sample = (seconds: number) =>
  `*** Sampled system activity (Sat Nov  8 15:54:0${seconds} 2025 +0900) (1000.00ms elapsed) ***\nCPU Power: 1 mW\n`;

it('splitSamples: cuts at each beginning, wherever the chunks end', () => {
  const bytes = Buffer.from(HEAD + sample(1) + sample(2) + sample(3));
  for (const size of [1, 7, 64, bytes.length]) {
    const splitter = splitSamples();
    const documents: string[] = [];
    for (let at = 0; at < bytes.length; at += size)
      documents.push(...splitter.push(bytes.subarray(at, at + size)).documents);
    expect(documents).toEqual([`${HEAD}\n${sample(1)}`, `${HEAD}\n${sample(2)}`]);
    expect(splitter.rest()).toBe(`${HEAD}\n${sample(3)}`);
    expect(splitter.rest()).toBeUndefined();
  }
});

it('splitSamples: takes the summary of a whole run for no sample', () => {
  const summary = '*** Summary system activity (x) (166880.25ms elapsed) ***\nGPU Power: 1077 mW\n';
  const splitter = splitSamples();
  expect(splitter.push(Buffer.from(HEAD + sample(1) + summary)).documents).toEqual([
    `${HEAD}\n${sample(1)}`,
  ]);
  expect(splitter.rest()).toBeUndefined();
});

it('splitSamples: gives text without a beginning as it is', () => {
  const splitter = splitSamples();
  splitter.push(Buffer.from('Current pressure level: Nominal\n'));
  expect(splitter.rest()).toBe('Current pressure level: Nominal\n');
});

it('splitSamples: has a bound', () => {
  const splitter = splitSamples();
  const found = splitter.push(Buffer.alloc(5 * 1024 * 1024, 0x20));
  expect(found).toEqual({ documents: [], dropped: true });
});
