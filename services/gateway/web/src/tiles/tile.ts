import type { LatestHardware } from '@m4max/contracts';
import { whyMissing } from '../words/missing.ts';

/** The bar under a tile's number. */
export type Strip =
  | { readonly kind: 'bars'; readonly ratios: readonly number[] }
  | { readonly kind: 'meter'; readonly ratio: number; readonly estimated: boolean }
  | { readonly kind: 'stack'; readonly parts: readonly { name: string; ratio: number }[] };

export type TileReading =
  | {
      readonly kind: 'known';
      readonly value: string;
      readonly unit: string;
      /** A state in words beside the number, such as the memory pressure. */
      readonly beside?: string;
      readonly estimated: boolean;
    }
  | { readonly kind: 'unknown'; readonly why: string };

/** One part of the machine, in the words and shapes of its tile. */
export type Tile = {
  /** `tier:P`, `processor`, `gpu`, `ane`, `memory`, `power`. */
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly reading: TileReading;
  readonly strip?: Strip;
  readonly captions: readonly string[];
  /** The kept series behind it, and what its full height means, where that is known. */
  readonly series: string;
  readonly unit: 'ratio' | 'bytes' | 'watts';
  readonly full?: number;
};

export function unknown(hardware: LatestHardware, field: string): TileReading {
  return { kind: 'unknown', why: whyMissing(hardware.missing, field) };
}

/** Leaves out what is not known. */
export function known(words: readonly (string | undefined)[]): readonly string[] {
  return words.filter((word): word is string => word !== undefined && word !== '');
}
