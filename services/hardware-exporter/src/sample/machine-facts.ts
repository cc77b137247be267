import type { HardwareSample, Missing } from '@m4max/contracts';

/** What the operating system says of this machine without any tool for its hardware. */
export type MachineFacts = {
  /** Version of the library that asks the system. */
  readonly version: string;
  readonly chip: HardwareSample['chip'];
  readonly load1?: number;
  readonly parts: Pick<
    HardwareSample,
    'cpu' | 'memory' | 'disk' | 'network' | 'filesystems' | 'top_processes' | 'temperatures'
  >;
  readonly missing: readonly Missing[];
};
