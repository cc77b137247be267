/** Why a document gave no reading: the values of a label, so there are few of them. */
export type ParseFault = 'malformed' | 'unrecognised' | 'too_large';

/** Every reason from the start: a counter that appears with its first fault hides it from `rate()`. */
export const NO_FAULTS: Readonly<Record<ParseFault, number>> = {
  malformed: 0,
  unrecognised: 0,
  too_large: 0,
};
