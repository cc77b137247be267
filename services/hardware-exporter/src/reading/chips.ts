import type { HardwareSample } from '@m4max/contracts';
import { knownFields } from './known-fields.ts';

/** What a chip is sold as: traffic to memory in GB/s, tera-operations of its Neural Engine. */
type Chip = {
  readonly name: string;
  readonly bandwidth: number;
  /** Not published for every chip. */
  readonly tops?: number;
  readonly aneCores: number;
  readonly gpuCores?: number;
  /** Chips of one name are sold in versions that their cores tell apart. */
  readonly pCores?: number;
};

/** One Neural Engine was never seen to take more than some 7 W; chips of two dies have two. */
const ANE_MAX_WATTS_PER_16_CORES = 8;

const CHIPS: readonly Chip[] = [
  { name: 'Apple M1', bandwidth: 68.25, tops: 11, aneCores: 16 },
  { name: 'Apple M1 Pro', bandwidth: 200, tops: 11, aneCores: 16 },
  { name: 'Apple M1 Max', bandwidth: 400, tops: 11, aneCores: 16 },
  { name: 'Apple M1 Ultra', bandwidth: 800, tops: 22, aneCores: 32 },
  { name: 'Apple M2', bandwidth: 100, tops: 15.8, aneCores: 16 },
  { name: 'Apple M2 Pro', bandwidth: 200, tops: 15.8, aneCores: 16 },
  { name: 'Apple M2 Max', bandwidth: 400, tops: 15.8, aneCores: 16 },
  { name: 'Apple M2 Ultra', bandwidth: 800, tops: 31.6, aneCores: 32 },
  { name: 'Apple M3', bandwidth: 100, tops: 18, aneCores: 16 },
  { name: 'Apple M3 Pro', bandwidth: 150, tops: 18, aneCores: 16 },
  { name: 'Apple M3 Max', pCores: 10, bandwidth: 300, tops: 18, aneCores: 16, gpuCores: 30 },
  { name: 'Apple M3 Max', pCores: 12, bandwidth: 400, tops: 18, aneCores: 16, gpuCores: 40 },
  { name: 'Apple M3 Ultra', bandwidth: 819, tops: 36, aneCores: 32 },
  { name: 'Apple M4', bandwidth: 120, tops: 38, aneCores: 16 },
  { name: 'Apple M4 Pro', bandwidth: 273, tops: 38, aneCores: 16 },
  { name: 'Apple M4 Max', pCores: 10, bandwidth: 410, tops: 38, aneCores: 16, gpuCores: 32 },
  { name: 'Apple M4 Max', pCores: 12, bandwidth: 546, tops: 38, aneCores: 16, gpuCores: 40 },
  { name: 'Apple M5', bandwidth: 153.6, aneCores: 16 },
  { name: 'Apple M5 Pro', bandwidth: 307, aneCores: 16 },
  { name: 'Apple M5 Max', gpuCores: 32, bandwidth: 460, aneCores: 16 },
  { name: 'Apple M5 Max', gpuCores: 40, bandwidth: 614, aneCores: 16 },
];

/** `hw.model` of the Macs whose model says which chip they have. */
const MODELS: Readonly<Record<string, readonly string[]>> = {
  'Apple M1': ['MacBookAir10,1', 'MacBookPro17,1', 'Macmini9,1', 'iMac21,1', 'iMac21,2'],
  'Apple M1 Pro': ['MacBookPro18,1', 'MacBookPro18,3'],
  'Apple M1 Max': ['MacBookPro18,2', 'MacBookPro18,4', 'Mac13,1'],
  'Apple M1 Ultra': ['Mac13,2'],
  'Apple M2': ['Mac14,2', 'Mac14,3', 'Mac14,7', 'Mac14,15'],
  'Apple M2 Pro': ['Mac14,9', 'Mac14,10', 'Mac14,12'],
  'Apple M2 Max': ['Mac14,5', 'Mac14,6', 'Mac14,13'],
  'Apple M2 Ultra': ['Mac14,8', 'Mac14,14'],
  'Apple M3': ['Mac15,3', 'Mac15,4', 'Mac15,5', 'Mac15,12', 'Mac15,13'],
  'Apple M3 Pro': ['Mac15,6', 'Mac15,7'],
  'Apple M3 Max': ['Mac15,8', 'Mac15,9', 'Mac15,10', 'Mac15,11'],
  'Apple M3 Ultra': ['Mac15,14'],
  'Apple M4': ['Mac16,1', 'Mac16,2', 'Mac16,3', 'Mac16,10', 'Mac16,12', 'Mac16,13'],
  'Apple M4 Pro': ['Mac16,7', 'Mac16,8', 'Mac16,11'],
  'Apple M4 Max': ['Mac16,5', 'Mac16,6', 'Mac16,9'],
};

const NAME_BY_MODEL = new Map(
  Object.entries(MODELS).flatMap(([name, models]) => models.map((model) => [model, name] as const)),
);

/** Chips whose cores macOS numbers from the efficient ones on. An Ultra counts die by die, an M5 the other way round. */
export function numbersEfficientFirst(name: string | undefined): boolean {
  return /^Apple M[1-4](?: Pro| Max)?$/.test(name ?? '');
}

/** Until the M3 macOS lets tools count the bytes to and from memory. */
export function countsMemoryTraffic(name: string | undefined): boolean {
  return /^Apple M[1-3]\b/.test(name ?? '');
}

export type KnownChip = {
  readonly chip: HardwareSample['chip'];
  /** Tera-operations a second of the Neural Engine, as sold. */
  readonly ratedTops?: number;
  /** A guess of the power at which the Neural Engine is fully used. */
  readonly assumedAneMaxWatts: number;
};

/** Adds what is known of a chip by its name or its Mac's model to what the machine itself says. */
export function describeChip(
  told: HardwareSample['chip'],
  options: { readonly model: string | undefined },
): KnownChip {
  const name = told.name ?? NAME_BY_MODEL.get(options.model ?? '');
  const versions = CHIPS.filter((chip) => chip.name === name);
  const version = versions.find((chip) => isVersion(chip, told, versions.length));
  const [first] = versions; // Versions of a chip differ in its GPU and memory, not in its Neural Engine.
  return knownFields({
    chip: knownFields({
      name,
      gpu_cores: version?.gpuCores,
      ane_cores: first?.aneCores,
      memory_bandwidth_limit_bytes_per_second:
        version === undefined ? undefined : version.bandwidth * 1e9,
      ...told,
    }),
    ratedTops: first?.tops,
    assumedAneMaxWatts: (ANE_MAX_WATTS_PER_16_CORES * (first?.aneCores ?? 16)) / 16,
  });
}

/** A chip that is sold in several versions is only one of them when a count of its cores says so. */
function isVersion(chip: Chip, told: HardwareSample['chip'], versions: number): boolean {
  if (versions === 1) return true;
  return (
    (chip.pCores !== undefined && chip.pCores === told.p_cores) ||
    (chip.gpuCores !== undefined && chip.gpuCores === told.gpu_cores)
  );
}
