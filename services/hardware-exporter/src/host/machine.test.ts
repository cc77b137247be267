import { totalmem } from 'node:os';
import { expect, it, jest } from '@jest/globals';
import { eventually } from '@m4max/test-kit';
import { machine } from './machine.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

it('knows the machine it runs on', async () => {
  const subject = machine(process.platform);
  await subject.start();
  const cpu = await eventually('shares of the cores', () => {
    subject.refresh();
    return subject.facts().parts.cpu;
  });
  const { parts, chip, load1 } = subject.facts();
  expect(cpu.active_ratio).toBeGreaterThanOrEqual(0);
  expect(cpu.active_ratio).toBeLessThanOrEqual(1);
  expect(cpu.cores.length).toBeGreaterThan(0);
  expect(chip.memory_bytes).toBe(totalmem());
  expect(load1).toBeGreaterThanOrEqual(0);
  expect(parts.memory?.used_bytes).toBeGreaterThan(0);
  expect(parts.memory?.used_bytes).toBeLessThan(parts.memory?.total_bytes ?? 0);
  await subject.stop();
});
