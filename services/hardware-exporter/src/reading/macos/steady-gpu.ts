import type { Reading } from '../reading.ts';

/** ioreg tells a moment, and moments under one load run from 26 % to 100 %: a mean needs this many. */
const READS = 8;
/** A mean that reaches further back, over a sleep or from minute to minute, says nothing of now. */
const MOST_SECONDS = 30;

/** The newest shares that were read, oldest first; at most as many as the mean is made of. */
export type GpuReads = readonly { readonly ratio: number; readonly atSeconds: number }[];

/** One read more. One without a share breaks the row: what came before may be long ago. */
export function addGpuRead(
  reads: GpuReads,
  { reading, atSeconds }: { readonly reading: Reading | undefined; readonly atSeconds: number },
): GpuReads {
  const ratio = reading?.parts.gpu?.active_ratio;
  if (ratio === undefined) return [];
  const recent = reads.filter((read) => atSeconds - read.atSeconds <= MOST_SECONDS);
  return [...recent, { ratio, atSeconds }].slice(-READS);
}

/** The reading with the mean in the place of the moment; without a share until there are enough. */
export function withSteadyGpu(reading: Reading, reads: GpuReads): Reading {
  if (reading.parts.gpu === undefined) return reading;
  const { gpu, ...others } = reading.parts;
  if (reads.length >= READS) {
    const mean = reads.reduce((sum, { ratio }) => sum + ratio, 0) / reads.length;
    return { ...reading, parts: { ...others, gpu: { ...gpu, active_ratio: mean } } };
  }
  const reason = `not yet: ioreg tells moments, and a mean needs ${READS} of them within ${MOST_SECONDS} s (${reads.length} so far)`;
  return {
    ...reading,
    parts: others,
    missing: [...reading.missing, { field: 'gpu.active_ratio', reason }],
  };
}
