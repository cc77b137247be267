import type { HardwareSample, HardwareSourceName, Missing } from '@m4max/contracts';
import type { Reading } from '../reading/reading.ts';
import { assemble } from './assemble.ts';
import type { Energy } from './energy.ts';
import { addEnergy } from './energy.ts';
import type { MeterHistory } from './meters.ts';
import { settleMeters } from './meters.ts';

/** What has to be known from one document of a recording to the next. */
export type Recording = { readonly energy: Energy; readonly meters: MeterHistory };

export const RECORDING_STARTS: Recording = { energy: {}, meters: [] };

/**
 * The sample that the running service would have made of a recorded reading. Machine and time come from
 * the recording, never from here; energy adds up over it.
 */
export function fromRecording(
  told: Reading,
  options: {
    readonly source: HardwareSourceName;
    readonly recording: Recording;
    /** For documents that do not say when they were made. */
    readonly otherwiseTakenAt: Date;
  },
): { readonly sample: HardwareSample; readonly recording: Recording } {
  const { source, otherwiseTakenAt } = options;
  const { history, reading } = settleMeters(options.recording.meters, told);
  const energy = addEnergy(options.recording.energy, reading.joules);
  const sample = assemble({
    host: reading.model ?? 'unknown',
    takenAt: reading.takenAt ?? otherwiseTakenAt,
    intervalSeconds: reading.windowSeconds ?? 0,
    readings: [{ source, reading }],
    energy,
    aneMaxWatts: undefined,
    missing: untold(reading),
    sources: undefined,
  });
  return { sample, recording: { energy, meters: history } };
}

/** What a recording does not tell of itself, and what follows from that. */
function untold({ model, windowSeconds, takenAt, parts }: Reading): readonly Missing[] {
  return [
    ...(model === undefined
      ? [{ field: 'source.model', reason: 'the recording does not name its machine' }]
      : []),
    ...(takenAt === undefined
      ? [{ field: 'source.taken_at', reason: 'it has no time: taken_at is when it was read' }]
      : []),
    ...(windowSeconds === undefined
      ? [{ field: 'window_seconds', reason: 'it does not say how long it measured' }]
      : []),
    ...(parts.power === undefined
      ? []
      : [
          { field: 'energy', reason: 'energy needs watts and the time that they were measured' },
          {
            field: 'ane',
            reason: 'it is computed from the watts of the Neural Engine, which are not known',
          },
        ]),
  ];
}
