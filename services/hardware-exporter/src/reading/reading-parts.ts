import type { HardwareSample } from '@m4max/contracts';

/** The parts of a sample that a document of powermetrics can give. */
export type ReadingParts = Pick<
  HardwareSample,
  'cpu' | 'gpu' | 'ane' | 'power' | 'thermal' | 'disk' | 'network'
>;
