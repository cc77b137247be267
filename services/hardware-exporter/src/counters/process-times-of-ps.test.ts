import { expect, it } from '@jest/globals';
import { processesOfPs } from './process-times-of-ps.ts';

it('reads what ps lists, names with spaces and all', () => {
  const text =
    '    1   3:21.45  18240 launchd\n' +
    '88123 123:04.05 901120 Google Chrome Helper (Renderer)\n' +
    '  412   0:00.00      0 (zombie)\n';
  expect(processesOfPs(text)).toEqual([
    { name: 'launchd', pid: 1, busySeconds: 201.45, residentBytes: 18_240 * 1024 },
    {
      name: 'Google Chrome Helper (Renderer)',
      pid: 88_123,
      busySeconds: expect.closeTo(123 * 60 + 4.05, 6),
      residentBytes: 901_120 * 1024,
    },
    { name: '(zombie)', pid: 412, busySeconds: 0, residentBytes: 0 },
  ]);
});

it.each([
  { time: '0:00.01', seconds: 0.01 },
  { time: '1234:56.78', seconds: 1234 * 60 + 56.78 },
  { time: '0:07,50', seconds: 7.5 },
  { time: '2:03:04.05', seconds: 2 * 3600 + 184.05 },
  { time: '02:03:04', seconds: 2 * 3600 + 184 },
  { time: '3-02:03:04', seconds: 3 * 86_400 + 2 * 3600 + 184 },
])('takes $time for $seconds s', ({ time, seconds }) => {
  const [process] = processesOfPs(` 7 ${time} 16 x\n`);
  expect(process?.busySeconds).toBeCloseTo(seconds, 6);
});

it.each([
  { title: 'an empty line', line: '' },
  { title: 'a heading', line: '  PID      TIME    RSS COMM' },
  { title: 'the second half of a name', line: 'half of it' },
  { title: 'a time that is none', line: ' 7 -     16 x' },
  { title: 'a time in words', line: ' 7 1:xx.00 16 x' },
  { title: 'no name', line: ' 7 0:01.00 16 ' },
  { title: 'a name of control characters', line: ' 7 0:01.00 16 \u0007\u001b' },
])('leaves out $title', ({ line }) => {
  expect(processesOfPs(`${line}\n`)).toEqual([]);
});

it('makes names fit to be shown', () => {
  const [escape, long] = processesOfPs(
    ` 7 0:01.00 16 a\u001b[31mb\n 8 0:01.00 16 ${'x'.repeat(500)}\n`,
  );
  expect(escape?.name).toBe('a [31mb');
  expect(long?.name).toHaveLength(64);
});
