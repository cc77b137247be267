import { knownFields } from '../known-fields.ts';
import { plainText } from '../plain-text.ts';
import type { Reading } from '../reading.ts';
import { NOTHING } from '../reading.ts';
import { countOf, ratioOfPercent } from './figures.ts';

/** Entries of the registry begin so, those below others behind bars. */
export const IOREG_HEAD = /^[| \t]*\+-o /;

const BETWEEN_ENTRIES = /^(?=[| \t]*\+-o )/m;
const ACCELERATOR = /"PerformanceStatistics" =|"gpu-core-count" =/;
const UTILIZATION = /"Device Utilization %"\s?=\s?(-?\d+)/;

/**
 * The GPU by `ioreg -r -c IOAccelerator`: what it did at this very moment, which jumps. Of several
 * accelerators the busiest counts, as one that is full must not hide behind one that idles.
 */
export function fromIoreg(text: string): Reading | undefined {
  const entries = text.split(BETWEEN_ENTRIES).filter((entry) => IOREG_HEAD.test(entry));
  const accelerators = entries.filter((entry) => ACCELERATOR.test(entry)).map(acceleratorOf);
  if (accelerators.length === 0) return undefined;
  const ratios = accelerators.flatMap(({ activeRatio }) => activeRatio ?? []);
  return {
    ...NOTHING,
    chip: knownFields({
      name: accelerators.find(({ name }) => name !== undefined)?.name,
      gpu_cores: accelerators.find(({ cores }) => cores !== undefined)?.cores,
    }),
    parts: ratios.length === 0 ? {} : { gpu: { active_ratio: Math.max(...ratios) } },
    missing:
      ratios.length > 0
        ? []
        : [
            {
              field: 'gpu.active_ratio',
              reason: 'ioreg shows no accelerator with a "Device Utilization %" from 0 to 100',
            },
          ],
  };
}

type Accelerator = {
  readonly activeRatio: number | undefined;
  readonly cores: number | undefined;
  readonly name: string | undefined;
};

function acceleratorOf(entry: string): Accelerator {
  const model = /^[| \t]*"model" = "(Apple [^"]*)"/m.exec(entry)?.[1];
  return {
    activeRatio: ratioOfPercent(UTILIZATION.exec(entry)?.[1]),
    cores: countOf(/^[| \t]*"gpu-core-count" = (\d+)/m.exec(entry)?.[1]),
    name: model === undefined ? undefined : plainText(model),
  };
}
