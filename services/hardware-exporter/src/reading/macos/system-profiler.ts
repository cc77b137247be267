import type { Missing } from '@m4max/contracts';
import { z } from 'zod';
import { knownFields } from '../known-fields.ts';
import { plainText } from '../plain-text.ts';
import type { Reading } from '../reading.ts';
import { NOTHING } from '../reading.ts';
import { bytesOf, countOf } from './figures.ts';
import { mergeReadings } from './merge-readings.ts';

export const SYSTEM_PROFILER_HEAD = /^\{\s*(?:"|$)/;

const Text = z.string().optional().catch(undefined);

/** Only what is used is named: serial numbers and identifiers never get past this. */
const Hardware = z.object({
  chip_type: Text,
  machine_model: Text,
  number_processors: Text,
  physical_memory: Text,
});
const Display = z.object({ sppci_model: Text, sppci_cores: Text });
const Profile = z.object({
  SPHardwareDataType: z.array(Hardware).optional(),
  SPDisplaysDataType: z.array(Display).optional(),
});
type Hardware = z.infer<typeof Hardware>;
type Display = z.infer<typeof Display>;

/** The make of the Mac by `system_profiler -json SPHardwareDataType` and `SPDisplaysDataType`. */
export function fromSystemProfiler(text: string): Reading | undefined {
  const readings = documentsOf(text).flatMap((json) => {
    const { SPHardwareDataType: hardware = [], SPDisplaysDataType: displays = [] } =
      profileOf(json) ?? {};
    return [...hardware.map(fromHardware), ...displays.filter(isApple).map(fromDisplay)];
  });
  return readings.length === 0 ? undefined : mergeReadings(readings);
}

/** Documents end with a brace at the start of a line, or stand on one line. */
function documentsOf(text: string): readonly string[] {
  const documents: string[] = [];
  let open: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('{')) open = [];
    open.push(line);
    const ends = line.startsWith('}') || (line.startsWith('{') && line.trimEnd().endsWith('}'));
    if (!ends) continue;
    documents.push(open.join('\n'));
    open = [];
  }
  return documents;
}

function profileOf(json: string): z.infer<typeof Profile> | undefined {
  try {
    return Profile.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined; // Cut off, or something else in braces.
  }
}

function fromHardware(hardware: Hardware): Reading {
  const model = plainText(hardware.machine_model ?? '');
  const bytes = memoryOf(hardware.physical_memory);
  const cores = coresOf(hardware.number_processors);
  return {
    ...NOTHING,
    ...knownFields({ model }),
    chip: knownFields({
      name: plainText(hardware.chip_type ?? ''),
      ...cores,
      memory_bytes: bytes,
    }),
    parts: bytes === undefined ? {} : { memory: { total_bytes: bytes } },
    missing: cores === undefined ? NO_TIERS : [],
  };
}

const NO_TIERS: readonly Missing[] = ['chip.p_cores', 'chip.e_cores'].map((field) => ({
  field,
  reason: 'system_profiler does not tell the tiers of the cores apart on this machine',
}));

/**
 * `proc 16:12:4`, or `proc 16:12:4:0`: all cores, performance, efficiency, and since macOS 26 a fourth
 * number whose meaning is open unless it is 0. A virtual machine has one plain number.
 */
function coresOf(text = ''): { readonly p_cores: number; readonly e_cores: number } | undefined {
  const [, all, performance, efficiency] = /^proc (\d+):(\d+):(\d+)(?::0)?$/.exec(text) ?? [];
  const p_cores = countOf(performance);
  const e_cores = countOf(efficiency);
  if (p_cores === undefined || e_cores === undefined) return undefined;
  return p_cores + e_cores === countOf(all) ? { p_cores, e_cores } : undefined;
}

/** `48 GB`, in powers of two whatever the letters say. */
function memoryOf(text = ''): number | undefined {
  const [, amount, unit] = /^([\d.,]+) ([MGT])B$/.exec(text) ?? [];
  return unit === undefined ? undefined : bytesOf(amount, unit);
}

function isApple({ sppci_model }: Display): boolean {
  return sppci_model?.startsWith('Apple ') ?? false;
}

function fromDisplay({ sppci_model, sppci_cores }: Display): Reading {
  const gpu_cores = countOf(sppci_cores);
  return {
    ...NOTHING,
    chip: knownFields({ name: plainText(sppci_model ?? ''), gpu_cores }),
    missing:
      gpu_cores === undefined
        ? [
            {
              field: 'chip.gpu_cores',
              reason: 'system_profiler does not count the cores of the GPU',
            },
          ]
        : [],
  };
}
