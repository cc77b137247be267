import { knownFields } from '../reading/known-fields.ts';
import type { Components } from '../reading/power-document.ts';

/** A component that is busy for more than this share and takes no power has a dead meter. */
const BUSY_RATIO = 0.05;

/**
 * Meters that read 0 beside real work. They are not zero: the sum they enter is no sum, and a Neural
 * Engine at 0 next to such a CPU meter says nothing either.
 */
export function deadMeters(
  watts: Components,
  active: { readonly cpu: number | undefined; readonly gpu: number | undefined },
): ReadonlySet<keyof Components> {
  const dead = new Set<keyof Components>();
  if (watts.cpu === 0 && (active.cpu ?? 0) > BUSY_RATIO) dead.add('cpu');
  if (watts.gpu === 0 && (active.gpu ?? 0) > BUSY_RATIO) dead.add('gpu');
  if (dead.has('cpu') && watts.ane === 0) dead.add('ane');
  if (dead.size > 0) dead.add('combined');
  return dead;
}

export function without(
  readings: { readonly [Name in keyof Components]: Components[Name] | undefined },
  names: ReadonlySet<keyof Components>,
): Components {
  const kept = (name: keyof Components) => (names.has(name) ? undefined : readings[name]);
  return knownFields({
    cpu: kept('cpu'),
    gpu: kept('gpu'),
    ane: kept('ane'),
    combined: kept('combined'),
  });
}
