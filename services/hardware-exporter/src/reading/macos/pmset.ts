import type { Reading } from '../reading.ts';
import { NOTHING } from '../reading.ts';
import { countOf } from './figures.ts';

export const PMSET_HEAD =
  /^Note: No (?:thermal|performance|CPU power)|^\s*CPU_\w+\s*=|CPU Power notify\s*$/;

const LIMIT = /^\s*(CPU_(?:Scheduler|Speed)_Limit)\s*=\s*(\d+)\s*$/;
const NO_LIMIT = 100;

/**
 * Limits that `pmset -g therm` recorded, in per cent, the last of each. Only one below 100 says
 * something: on Apple silicon none is recorded, however hot the Mac runs.
 */
export function fromPmset(text: string): Reading | undefined {
  const lines = text.split(/\r?\n/);
  if (!lines.some((line) => PMSET_HEAD.test(line))) return undefined;
  const limits = new Map<string, number>();
  for (const line of lines) {
    const [, name, digits] = LIMIT.exec(line) ?? [];
    const percent = countOf(digits);
    if (name !== undefined && percent !== undefined) limits.set(name, percent);
  }
  const lowered = [...limits].filter(([, percent]) => percent < NO_LIMIT);
  if (lowered.length === 0) return { ...NOTHING, missing: [NOTHING_RECORDED] };
  const reported = lowered.map(([name, percent]) => `${name} ${percent}`).join(', ');
  return { ...NOTHING, parts: { thermal: { reported } }, missing: [NO_STATE] };
}

const NOTHING_RECORDED = {
  field: 'thermal',
  reason:
    'pmset has no limit on record, which says nothing on Apple silicon: powermetrics tells the thermal pressure',
};
const NO_STATE = {
  field: 'thermal.state',
  reason: 'pmset tells how far the CPU is held back, not the thermal pressure: powermetrics does',
};
