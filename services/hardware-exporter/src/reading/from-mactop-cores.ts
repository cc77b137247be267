import type { HardwareSample } from '@m4max/contracts';
import type { JsonObject } from '../json/json-object.ts';
import { listAt, objectAt, textAt } from '../json/json-object.ts';
import { numbersEfficientFirst } from './chips.ts';
import { knownFields } from './known-fields.ts';
import { countOf, hertzOf, ratioOfPercent } from './possible.ts';
import { mean } from './residency.ts';
import type { Told } from './told.ts';

type Cpu = NonNullable<HardwareSample['cpu']>;

/** No Mac has more; each becomes a series. */
const MOST_CORES = 128;
/** The slower one first. */
const TIERS = ['E', 'P', 'S'];

/**
 * The CPU as mactop tells it. Its shares of cores come from the time that the kernel counts. Its shares of
 * clusters are those of the busiest one, and count as busy what any core of it is, and what is switched
 * off: they stand for a tier only where the cores cannot be told apart.
 */
export function cpuFromMactop(object: JsonObject, told: Told): Cpu | undefined {
  const cores = coresFrom(object, told);
  const tiers = TIERS.flatMap((tier) => tierFrom(tier, { object, cores, told }) ?? []);
  const fastest = tiers.at(-1)?.tier;
  const performance = meanOf(cores, fastest);
  if (performance === undefined)
    told.note(
      'cpu.performance_active_ratio',
      'mactop does not tell which cores are the fast ones, and the shares of its clusters count cores that are switched off',
    );
  const cpu = knownFields({
    active_ratio: told.take('cpu.active_ratio', object['cpu_usage'], ratioOfPercent),
    performance_active_ratio: performance,
    tiers,
    clusters: [],
    cores,
  });
  if (cpu.active_ratio === undefined && tiers.length === 0 && cores.length === 0) return undefined;
  return cpu;
}

export function gpuFromMactop(object: JsonObject, told: Told): HardwareSample['gpu'] {
  const soc = objectAt(object, 'soc_metrics');
  const metrics = objectAt(object, 'gpu_metrics');
  const active = told.take(
    'gpu.active_ratio',
    soc?.['gpu_active'] ?? metrics?.['active_percent'] ?? object['gpu_usage'],
    ratioOfPercent,
  );
  const gpu = knownFields({
    active_ratio: active,
    frequency_hertz: told.take(
      'gpu.frequency_hertz',
      soc?.['gpu_freq_mhz'] ?? metrics?.['freq_mhz'],
      (megahertz) => hertzOf(megahertz, active),
    ),
  });
  return Object.keys(gpu).length === 0 ? undefined : gpu;
}

/** In the order of the kernel. */
function coresFrom(object: JsonObject, told: Told): Cpu['cores'] {
  const usages = listAt(object, 'core_usages')?.slice(0, MOST_CORES) ?? [];
  if (usages.length === 0) told.note('cpu.cores', 'mactop told no single cores');
  const info = objectAt(object, 'system_info');
  const efficient = countOf(info?.['e_core_count']) ?? 0;
  const fast = countOf(info?.['p_core_count']) ?? 0;
  const isKnown =
    numbersEfficientFirst(textAt(info, 'name')) &&
    efficient > 0 &&
    efficient + fast === usages.length;
  return usages.flatMap((usage, core) => {
    const active = told.take(`cpu.cores.${core}`, usage, ratioOfPercent);
    if (active === undefined) return [];
    const tier = isKnown ? (core < efficient ? 'E' : 'P') : undefined;
    return [knownFields({ core, tier, active_ratio: active })];
  });
}

/** `undefined` for a tier that the chip does not have. */
function tierFrom(
  tier: string,
  known: { readonly object: JsonObject; readonly cores: Cpu['cores']; readonly told: Told },
): Cpu['tiers'][number] | undefined {
  const { object, cores, told } = known;
  const letter = tier.toLowerCase();
  const soc = objectAt(object, 'soc_metrics');
  const info = objectAt(object, 'system_info');
  const count = countOf(info?.[`${letter}_core_count`]);
  const [usageMegahertz, usagePercent] = listAt(object, `${letter}cpu_usage`) ?? [];
  const percent = soc?.[`${letter}_cluster_active`] ?? usagePercent;
  const megahertz = soc?.[`${letter}_cluster_freq_mhz`] ?? usageMegahertz;
  if (percent === undefined && megahertz === undefined) return undefined;
  const isCounted =
    info !== undefined && TIERS.some((it) => `${it.toLowerCase()}_core_count` in info);
  if (isCounted && count === undefined) return undefined;
  if (!isCounted && !percent && !megahertz) return undefined; // It writes tiers that are not there as 0.
  const clusters = told.take(`cpu.tiers.${tier}`, percent, ratioOfPercent);
  const active = meanOf(cores, tier) ?? clusters;
  if (active === undefined) return undefined;
  const hertz = hertzOf(megahertz, active);
  if (hertz === undefined)
    told.note(`cpu.tiers.${tier}.frequency_hertz`, 'mactop gave no possible clock for it');
  return knownFields({
    tier,
    cores: count,
    active_ratio: active,
    frequency_hertz: hertz || undefined, // What slept has no clock.
  });
}

function meanOf(cores: Cpu['cores'], tier: string | undefined): number | undefined {
  if (tier === undefined) return undefined;
  return mean(cores.filter((core) => core.tier === tier).map((core) => core.active_ratio));
}
