import type { HardwareSample, Missing } from '@m4max/contracts';
import { VERSION } from '@m4max/contracts';
import type { Reading } from '../reading/reading.ts';
import type { Energy } from './energy.ts';
import type { MachineFacts } from './machine-facts.ts';

/**
 * One sample out of what the sources know, the better source first: powermetrics, then the operating
 * system. A reason for a missing field is dropped where another source gave the field.
 */
export function assemble(known: {
  readonly host: string;
  readonly takenAt: Date;
  readonly intervalSeconds: number;
  readonly reading: Reading | undefined;
  readonly energy: Energy;
  readonly facts: MachineFacts | undefined;
  readonly missing: readonly Missing[];
}): HardwareSample {
  const { reading, facts } = known;
  const parts = { ...facts?.parts, ...reading?.parts };
  const cpu = parts.cpu && {
    ...parts.cpu,
    ...(facts?.load1 === undefined ? {} : { load1: facts.load1 }),
  };
  const sample: HardwareSample = {
    v: VERSION,
    host: known.host,
    taken_at: known.takenAt.toISOString(),
    interval_seconds: known.intervalSeconds,
    ...(reading?.windowSeconds === undefined ? {} : { window_seconds: reading.windowSeconds }),
    source: sourceOf(reading, facts),
    chip: { ...facts?.chip, ...reading?.chip },
    ...parts,
    ...(cpu === undefined ? {} : { cpu }),
    ...(Object.keys(known.energy).length === 0 ? {} : { energy: known.energy }),
    missing: [],
  };
  const reasons = [...(reading?.missing ?? []), ...(facts?.missing ?? []), ...known.missing];
  return { ...sample, missing: reallyMissing(reasons, sample) };
}

/** The main source, and which parts came from the other one. */
function sourceOf(
  reading: Reading | undefined,
  facts: MachineFacts | undefined,
): HardwareSample['source'] {
  if (reading === undefined)
    return facts === undefined
      ? { name: 'none' }
      : { name: 'systeminformation', version: facts.version };
  const others = Object.keys(facts?.parts ?? {}).filter((part) => !(part in reading.parts));
  if (facts?.load1 !== undefined && reading.parts.cpu !== undefined) others.push('cpu.load1');
  return {
    name: 'powermetrics',
    ...(reading.osBuild === undefined ? {} : { os_build: reading.osBuild }),
    ...(reading.model === undefined ? {} : { model: reading.model }),
    ...(others.length === 0
      ? {}
      : { fields: Object.fromEntries(others.map((part) => [part, 'systeminformation'])) }),
  };
}

/** The first reason for each field that the sample does not hold; a part that is missing whole says it once. */
function reallyMissing(reasons: readonly Missing[], sample: HardwareSample): Missing[] {
  const missing = new Map<string, Missing>();
  for (const reason of reasons) {
    const { field } = reason;
    const whole = field.split('.')[0] ?? field;
    if (!missing.has(field) && !missing.has(whole) && !holds(sample, field))
      missing.set(field, reason);
  }
  return [...missing.values()].filter(
    ({ field }) => !field.includes('.') || !missing.has(field.split('.')[0] ?? field),
  );
}

/** Whether a dotted path has a value. An empty list has none, and lists are not walked into. */
function holds(sample: HardwareSample, path: string): boolean {
  let value: unknown = sample;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    value = Object.entries(value).find(([key]) => key === step)?.[1];
  }
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}
