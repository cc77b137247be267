import type { Missing } from '@m4max/contracts';
import { knownFields } from '../known-fields.ts';
import { plainText } from '../plain-text.ts';
import type { Reading } from '../reading.ts';
import { NOTHING } from '../reading.ts';
import { bytesOf, countOf, ratioOfPercent } from './figures.ts';
import { mergeReadings } from './merge-readings.ts';
import { coresOfLevels } from './performance-levels.ts';

/** What one name of sysctl gives, and which fields are missing without it. */
type Name = {
  readonly fields: readonly string[];
  readonly read: (value: string) => Partial<Reading> | undefined;
};

const NAMES: Readonly<Record<string, Name>> = {
  'hw.memsize': {
    fields: ['memory.total_bytes', 'chip.memory_bytes'],
    read: (value) => {
      const bytes = countOf(value);
      if (bytes === undefined) return undefined;
      return { chip: { memory_bytes: bytes }, parts: { memory: { total_bytes: bytes } } };
    },
  },
  'vm.swapusage': {
    fields: ['memory.swap_total_bytes', 'memory.swap_used_bytes'],
    read: swapOf,
  },
  'kern.memorystatus_vm_pressure_level': {
    fields: ['memory.pressure'],
    read: (value) => {
      const pressure = PRESSURES.get(value);
      return pressure && { parts: { memory: { pressure } } };
    },
  },
  'kern.memorystatus_level': {
    fields: ['memory.free_ratio'],
    read: (value) => {
      const ratio = ratioOfPercent(value);
      return ratio === undefined ? undefined : { parts: { memory: { free_ratio: ratio } } };
    },
  },
  'vm.loadavg': { fields: ['cpu.load1'], read: loadOf },
  'machdep.cpu.brand_string': {
    fields: ['chip.name'],
    read: (value) => {
      const name = plainText(value);
      return name === undefined ? undefined : { chip: { name } };
    },
  },
  'hw.model': {
    fields: ['source.model'],
    read: (value) => {
      const model = plainText(value);
      return model === undefined ? undefined : { model };
    },
  },
  'kern.osversion': {
    fields: ['source.os_build'],
    read: (value) => {
      const osBuild = plainText(value);
      return osBuild === undefined ? undefined : { osBuild };
    },
  },
};

/** Answers that are known, and of which nothing in a sample follows. */
const UNUSED: Readonly<Record<string, string>> = {
  'kern.boottime': 'a sample says nothing of the time when the system started',
};

/** What the levels of cores are asked for; the fields are those of a Mac with two tiers. */
const LEVEL_FIELDS: Readonly<Record<string, string>> = {
  'hw.perflevel0.name': 'chip.p_cores',
  'hw.perflevel0.physicalcpu': 'chip.p_cores',
  'hw.perflevel1.name': 'chip.e_cores',
  'hw.perflevel1.physicalcpu': 'chip.e_cores',
};

/** All that a sample takes from sysctl, to be asked for in one call. */
export const SYSCTL_NAMES: readonly string[] = [
  ...Object.keys(NAMES),
  ...Object.keys(LEVEL_FIELDS),
];

const PRESSURES = new Map<string, 'normal' | 'warning' | 'critical'>([
  ['1', 'normal'],
  ['2', 'warning'],
  ['4', 'critical'],
]);

/** Answers whose form tells their name, as `sysctl -n` prints them. */
const BARE: readonly (readonly [RegExp, string])[] = [
  [/^total = \S+\s+used = /, 'vm.swapusage'],
  [/^\{ [\d.,]+ [\d.,]+ [\d.,]+ \}/, 'vm.loadavg'],
  [/^\{ sec = \d+/, 'kern.boottime'],
  [/^Apple M\d/, 'machdep.cpu.brand_string'],
  [/^(?:Mac|MacBookAir|MacBookPro|Macmini|MacPro|iMac|VirtualMac)\d+,\d+$/, 'hw.model'],
];
const NAMED = /^((?:hw|kern|machdep|vm|iogpu)\.[\w.]+)\s*[:=]\s*(.*)$/;

/** Whether a line can be one of sysctl's. */
export function isSysctlLine(line: string): boolean {
  return NAMED.test(line) || BARE.some(([form]) => form.test(line));
}

/**
 * What `sysctl` says, named or bare (`-n`), the last of repeated names. Those that were asked for and
 * have no answer are missing: each macOS knows its own set of names.
 */
export function fromSysctl(text: string, asked: readonly string[] = []): Reading | undefined {
  const values = valuesOf(text);
  const known = [...values].flatMap(([name, value]) => readingOf(name, value));
  const levels = coresOfLevels(values);
  if (known.length === 0 && levels === undefined) return undefined;
  const unanswered = asked
    .filter((name) => !values.has(name))
    .flatMap((name) => missing(name, `sysctl of this Mac does not know ${name}`));
  return mergeReadings([...known, levels ?? NOTHING, { ...NOTHING, missing: unanswered }]);
}

function valuesOf(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, value = ''] = NAMED.exec(line) ?? [];
    if (name !== undefined) values.set(name, value.trim());
    else for (const [form, of] of BARE) if (form.test(line)) values.set(of, line.trim());
  }
  return values;
}

function readingOf(name: string, value: string): readonly Reading[] {
  const unused = UNUSED[name];
  if (unused !== undefined) return [{ ...NOTHING, missing: [{ field: name, reason: unused }] }];
  if (!(name in NAMES)) return [];
  const read = NAMES[name]?.read(value);
  if (read !== undefined) return [{ ...NOTHING, ...read }];
  return [{ ...NOTHING, missing: missing(name, `sysctl's answer to ${name} has no known form`) }];
}

function missing(name: string, reason: string): readonly Missing[] {
  const fields = NAMES[name]?.fields ?? [LEVEL_FIELDS[name] ?? name];
  return fields.map((field) => ({ field, reason }));
}

/** `total = 6144.00M  used = 1024.00M  free = 5120.00M  (encrypted)` */
function swapOf(value: string): Partial<Reading> | undefined {
  const found = /^total = ([\d.,]+)([KMGT]?)\s+used = ([\d.,]+)([KMGT]?)(?:\s|$)/.exec(value);
  const total = bytesOf(found?.[1], found?.[2]);
  const used = bytesOf(found?.[3], found?.[4]);
  if (total === undefined && used === undefined) return undefined;
  return { parts: { memory: knownFields({ swap_total_bytes: total, swap_used_bytes: used }) } };
}

/** `{ 2.78 3.45 3.39 }`: of the last 1, 5 and 15 minutes. */
function loadOf(value: string): Partial<Reading> | undefined {
  const load = /^\{ (\d{1,9}(?:[.,]\d{1,9})?) /.exec(value)?.[1];
  if (load === undefined) return undefined;
  const load1 = Number(load.replace(',', '.'));
  return { parts: { cpu: { load1, tiers: [], clusters: [], cores: [] } } };
}
