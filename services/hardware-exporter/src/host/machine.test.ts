import { totalmem } from 'node:os';
import { expect, it, jest } from '@jest/globals';
import { eventually } from '@m4max/test-kit';
import { machine } from './machine.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

it('knows the machine it runs on', async () => {
  const subject = machine({ platform: process.platform, intervalSeconds: 1 });
  await subject.start();
  const cpu = await eventually('shares of the cores', () => {
    void subject.refresh();
    const { cpu: read } = subject.reading().parts;
    return read?.active_ratio === undefined ? undefined : read;
  });
  const { parts, chip } = subject.reading();
  expect(cpu.active_ratio).toBeGreaterThanOrEqual(0);
  expect(cpu.active_ratio).toBeLessThanOrEqual(1);
  expect(cpu.cores.length).toBeGreaterThan(0);
  expect(chip.memory_bytes).toBe(totalmem());
  expect(cpu.load1).toBeGreaterThanOrEqual(0);
  expect(parts.memory?.used_bytes).toBeGreaterThan(0);
  expect(parts.memory?.used_bytes).toBeLessThan(parts.memory?.total_bytes ?? 0);
  await subject.stop();
});
