import type { HardwareSample } from '@m4max/contracts';
import type { JsonObject } from '../json/json-object.ts';
import { isObject, listAt, objectAt } from '../json/json-object.ts';
import { knownFields } from './known-fields.ts';
import { countOf, hertzOf, ratioOf } from './possible.ts';
import type { Told } from './told.ts';

type Cpu = NonNullable<HardwareSample['cpu']>;
type Core = Cpu['cores'][number];
type TierName = { readonly prefix: string; readonly tier: string; readonly cores?: number };

/** No Mac has more; each becomes some series. */
const MOST_CORES = 128;
const OLD =
  'macmon before 0.8 only tells shares that are weighed by the clock, not the share of time: brew upgrade macmon';
const NO_CLOCK = 'macmon gave no possible clock for it: brew upgrade macmon';

/**
 * The two tiers of a chip, the slower one first. macmon calls them `ecpu` and `pcpu` on every chip; with
 * `--soc-info` it adds their real letters, which differ from the M5 on.
 */
export function tiersOfMacmon(object: JsonObject): readonly TierName[] {
  const soc = objectAt(object, 'soc');
  const slower = letterOf(soc?.['ecpu_label']);
  const faster = letterOf(soc?.['pcpu_label']);
  const isTold = slower !== undefined && faster !== undefined && slower !== faster;
  return [
    { prefix: 'ecpu', tier: isTold ? slower : 'E' },
    { prefix: 'pcpu', tier: isTold ? faster : 'P' },
  ].map(({ prefix, tier }) =>
    knownFields({
      prefix,
      tier,
      cores:
        countOf(soc?.[`${prefix}_cores`]) ?? countOf(listAt(object, `${prefix}_cores`)?.length),
    }),
  );
}

function letterOf(label: unknown): string | undefined {
  return typeof label === 'string' ? /^[A-Za-z]/.exec(label)?.[0].toUpperCase() : undefined;
}

export function cpuFromMacmon(object: JsonObject, told: Told): Cpu | undefined {
  const names = tiersOfMacmon(object);
  return tellsTime(object, 'cpu') || tellsTime(object, 'ecpu') || tellsTime(object, 'pcpu')
    ? cpuFromNewer(object, names, told)
    : cpuFromOlder(object, names, told);
}

/** Since 0.8: shares of time, and single cores. */
function cpuFromNewer(object: JsonObject, names: readonly TierName[], told: Told): Cpu | undefined {
  const read = names.filter((name) => !isCoreless(object, name, told));
  const tiers = read.map(({ prefix, tier, cores }) =>
    tierOf(
      {
        tier,
        cores,
        active: told.take(`cpu.tiers.${tier}`, object[`${prefix}_active_ratio`], ratioOf),
        scaled: ratioOf(object[`${prefix}_scaled_ratio`]),
        megahertz: object[`${prefix}_freq_mhz`],
      },
      told,
    ),
  );
  const isWhole = read.length === names.length;
  const [, fastest] = names;
  const cpu = knownFields({
    active_ratio: isWhole
      ? told.take('cpu.active_ratio', object['cpu_active_ratio'], ratioOf)
      : undefined,
    performance_active_ratio: tiers.find(({ tier }) => tier === fastest?.tier)?.active_ratio,
    tiers: tiers.filter((tier) => tier.active_ratio !== undefined),
    clusters: [],
    cores: coresOf(object, read, told),
  });
  if (cpu.active_ratio !== undefined || cpu.tiers.length > 0 || cpu.cores.length > 0) return cpu;
  told.note('cpu', 'macmon gave no possible share of activity: brew upgrade macmon');
  return undefined;
}

/** Until 0.7: `[MHz, share weighed by the clock]` a tier. */
function cpuFromOlder(object: JsonObject, names: readonly TierName[], told: Told): Cpu | undefined {
  told.note('cpu.active_ratio', OLD);
  told.note('cpu.cores', 'macmon before 0.8 does not tell single cores: brew upgrade macmon');
  const tiers = names
    .map(({ prefix, tier, cores }) => {
      const [megahertz, scaled] = listAt(object, `${prefix}_usage`) ?? [];
      return tierOf(
        {
          tier,
          cores,
          active: undefined,
          scaled: told.take(`cpu.tiers.${tier}`, scaled, ratioOf),
          megahertz,
        },
        told,
      );
    })
    .filter((tier) => tier.scaled_ratio !== undefined);
  return tiers.length === 0 ? undefined : { tiers, clusters: [], cores: [] };
}

export function gpuFromMacmon(object: JsonObject, told: Told): HardwareSample['gpu'] {
  const [olderMegahertz, olderScaled] = listAt(object, 'gpu_usage') ?? [];
  const isNewer = tellsTime(object, 'gpu');
  if (!isNewer) told.note('gpu.active_ratio', OLD);
  const active = isNewer
    ? told.take('gpu.active_ratio', object['gpu_active_ratio'], ratioOf)
    : undefined;
  const scaled = told.take('gpu.scaled_ratio', object['gpu_scaled_ratio'] ?? olderScaled, ratioOf);
  const gpu = knownFields({
    active_ratio: active,
    scaled_ratio: scaled,
    frequency_hertz: told.take(
      'gpu.frequency_hertz',
      object['gpu_freq_mhz'] ?? olderMegahertz,
      (megahertz) => hertzOf(megahertz, active ?? scaled),
    ),
  });
  return Object.keys(gpu).length === 0 ? undefined : gpu;
}

function tellsTime(object: JsonObject, part: string): boolean {
  return `${part}_active_ratio` in object;
}

/** 0.8.0 and 0.8.1 see no core of some chips with two dies, and call the tier idle. */
function isCoreless(object: JsonObject, { prefix, tier }: TierName, told: Told): boolean {
  const coreless =
    listAt(object, `${prefix}_cores`)?.length === 0 && object[`${prefix}_active_ratio`] === 0;
  if (coreless) {
    const reason = `macmon found no core of the tier ${tier}: brew upgrade macmon`;
    told.note(`cpu.tiers.${tier}`, reason);
    told.note('cpu.active_ratio', reason);
  }
  return coreless;
}

/** A tier that slept has no clock. */
function tierOf(
  figures: {
    readonly tier: string;
    readonly cores: number | undefined;
    readonly active: number | undefined;
    readonly scaled: number | undefined;
    readonly megahertz: unknown;
  },
  told: Told,
): Cpu['tiers'][number] {
  const { tier, cores, active, scaled } = figures;
  const hertz = hertzOf(figures.megahertz, active ?? scaled);
  if (hertz === undefined) told.note(`cpu.tiers.${tier}.frequency_hertz`, NO_CLOCK);
  return knownFields({
    tier,
    cores,
    active_ratio: active,
    scaled_ratio: scaled,
    frequency_hertz: hertz || undefined,
  });
}

/** Cores numbered as the kernel does: die by die, in each the slower tier first. */
function coresOf(object: JsonObject, names: readonly TierName[], told: Told): Cpu['cores'] {
  const cores = names
    .flatMap(({ prefix, tier }, rank) =>
      (listAt(object, `${prefix}_cores`) ?? [])
        .slice(0, MOST_CORES)
        .filter(isObject)
        .map((core) => ({
          tier,
          rank,
          core,
          die: numberOf(core['die_id']),
          id: numberOf(core['core_id']),
        })),
    )
    .sort((left, right) => left.die - right.die || left.rank - right.rank || left.id - right.id);
  return cores.flatMap(({ core, tier }, number) => coreOf({ core, tier, number }, told) ?? []);
}

function coreOf(
  told: { readonly core: JsonObject; readonly tier: string; readonly number: number },
  notes: Told,
): Core | undefined {
  const { core, tier, number } = told;
  const field = `cpu.cores.${number}`;
  const active = notes.take(field, core['active_ratio'], ratioOf);
  if (active === undefined) return undefined;
  const hertz = hertzOf(core['freq_mhz'], active);
  if (hertz === undefined) notes.note(`${field}.frequency_hertz`, NO_CLOCK);
  return knownFields({
    core: number,
    tier,
    active_ratio: active,
    scaled_ratio: ratioOf(core['scaled_ratio']),
    frequency_hertz: hertz,
  });
}

/** Numbers that only order cores; an unreadable one leaves the order that macmon gave. */
function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
