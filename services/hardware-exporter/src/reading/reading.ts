import type { HardwareSample, Missing } from '@m4max/contracts';
import type { Components } from './power-document.ts';

/** What one source says of its machine at one moment. Everything that it does not know is absent. */
export type Reading = {
  readonly takenAt?: Date;
  /** The time that was really measured. */
  readonly windowSeconds?: number;
  /** Version of the tool. */
  readonly version?: string;
  readonly model?: string;
  readonly osBuild?: string;
  /** Only what the source itself says; what a table knows of the chip is added to the sample. */
  readonly chip: HardwareSample['chip'];
  readonly parts: ReadingParts;
  /** Energy of this window alone; a component with a dead meter is absent. */
  readonly joules: Components;
  /** Why fields that this source can give are not there. */
  readonly missing: readonly Missing[];
};

/** The parts of a sample that sources give; the others are computed from them. */
export type ReadingParts = Partial<
  Pick<
    HardwareSample,
    | 'cpu'
    | 'gpu'
    | 'ane'
    | 'memory'
    | 'power'
    | 'thermal'
    | 'temperatures'
    | 'fans'
    | 'disk'
    | 'network'
    | 'filesystems'
    | 'top_processes'
  >
>;

/** What came out of one document of a source. */
export type Read =
  | { readonly kind: 'reading'; readonly reading: Reading }
  | { readonly kind: 'fault'; readonly fault: ParseFault; readonly why: string };

/** Why a document gave no reading: the values of a label, so there are few of them. */
export type ParseFault = 'malformed' | 'unrecognised' | 'too_large';

/** Every reason from the start: a counter that appears with its first fault hides it from `rate()`. */
export const NO_FAULTS: Readonly<Record<ParseFault, number>> = {
  malformed: 0,
  unrecognised: 0,
  too_large: 0,
};

/** A reading that says nothing, to be filled in. */
export const NOTHING: Reading = { chip: {}, parts: {}, joules: {}, missing: [] };
