import type { HardwareSample } from '@m4max/contracts';
import { cpuTemperature } from 'systeminformation';
import type { Answer } from './probe.ts';

export async function readTemperatures(): Promise<
  Answer<NonNullable<HardwareSample['temperatures']>>
> {
  const { main } = await cpuTemperature();
  return typeof main === 'number' && main > 0
    ? { kind: 'value', value: [{ sensor: 'cpu', celsius: main }] }
    : { kind: 'none', reason: 'this machine shows no temperature to its users' };
}
