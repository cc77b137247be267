import type { HardwareSample } from '@m4max/contracts';
import { knownFields } from './known-fields.ts';
import type { Components } from './power-document.ts';

/** Energy of a window by its mean power, for tools that do not count energy: watts × seconds. */
export function joulesOf(
  power: HardwareSample['power'],
  windowSeconds: number | undefined,
): Components {
  if (windowSeconds === undefined) return {};
  const joules = (watts: number | undefined) =>
    watts === undefined ? undefined : watts * windowSeconds;
  return knownFields({
    cpu: joules(power?.cpu_watts),
    gpu: joules(power?.gpu_watts),
    ane: joules(power?.ane_watts),
  });
}
