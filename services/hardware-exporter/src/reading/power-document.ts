import type { HardwareSample, Missing } from '@m4max/contracts';

/** What one document of powermetrics holds, whichever format it came in. Everything may be absent. */
export type PowerDocument = {
  readonly takenAt?: Date;
  /** The time that was really measured, which is not the one asked for. */
  readonly windowSeconds?: number;
  readonly model?: string;
  readonly osBuild?: string;
  readonly clusters?: readonly ClusterReading[];
  readonly gpu?: NonNullable<HardwareSample['gpu']>;
  readonly watts: Components;
  readonly dramWatts?: number;
  /** Energy of this window. */
  readonly joules: Components;
  readonly thermalPressure?: string;
  readonly disk?: NonNullable<HardwareSample['disk']>;
  readonly network?: NonNullable<HardwareSample['network']>;
  /** Figures that stand in the document and were not believed. */
  readonly doubts?: readonly Missing[];
};

export type ClusterReading = {
  /** `E-Cluster`, `P0-Cluster`, …: the first letter is the tier. Absent of cores at the top of a cut-off text. */
  readonly name?: string;
  readonly frequencyHertz?: number;
  readonly cores: readonly CoreReading[];
};

export type CoreReading = {
  readonly core: number;
  readonly activeRatio?: number;
  readonly scaledRatio?: number;
  /** Mean while active; 0 when the core slept all the time. */
  readonly frequencyHertz?: number;
};

export type Components = {
  readonly cpu?: number;
  readonly gpu?: number;
  readonly ane?: number;
  readonly combined?: number;
};
