import { expect, it } from '@jest/globals';
import type { LoadScript } from './load-scripts.ts';
import { simulateMac } from './simulated-mac.ts';
import type { Board } from './simulated-mac-board.ts';
import { boardOf } from './simulated-mac-board.ts';

function moment(name: LoadScript, seconds: number) {
  const script = { name, seconds };
  return simulateMac({ seconds, elapsedSeconds: 1, script, performanceLoad: undefined, heat: 0 });
}

it.each<{ title: string; read: (board: Board) => number | undefined }>([
  { title: 'the CPU', read: ({ celsius }) => celsius.cpu },
  { title: 'the GPU', read: ({ celsius }) => celsius.gpu },
  { title: 'a fan', read: ({ fans }) => fans[0]?.rpm },
  { title: 'the machine', read: ({ watts }) => watts.system },
  { title: 'its DRAM', read: ({ watts }) => watts.dram },
  { title: 'its memory', read: ({ memory }) => memory.usedBytes },
])('makes more of $title the more there is to do', ({ read }) => {
  const [quiet, hot] = [moment('idle', 10), moment('thermal-throttling', 165)].map(boardOf);
  if (quiet === undefined || hot === undefined) throw new Error('there are two boards');
  expect(read(hot)).toBeGreaterThan(read(quiet) ?? 0);
});

it('stays within what silicon bears', () => {
  expect(boardOf(moment('idle', 10)).celsius.cpu).toBeLessThan(40);
  expect(boardOf(moment('thermal-throttling', 165)).celsius.cpu).toBeLessThan(110);
});

it.each([
  { script: 'idle', seconds: 10 },
  { script: 'ml-burst', seconds: 30 },
  { script: 'thermal-throttling', seconds: 165 },
] as const)('keeps within its own limits: $script', ({ script, seconds }) => {
  const now = moment(script, seconds);
  const { fans, memory, watts } = boardOf(now);
  for (const { rpm, maxRpm } of fans) expect(rpm).toBeLessThanOrEqual(maxRpm);
  expect(memory.usedBytes).toBeLessThan(memory.totalBytes);
  expect(watts.system).toBeGreaterThan(now.watts.cpu + now.watts.gpu + now.watts.ane + watts.dram);
});
