import type { Finding } from './detector.ts';
import { nothing, tooLittle } from './detector.ts';
import type { Evidence } from './evidence.ts';
import { over } from './evidence.ts';

const MINUTES = 5;
const BUSY = 0.8;
const FREE = 0.4;

/** E-cores full for five minutes while P-cores have room: work at background QoS starves. */
export function efficiencyCoresBusy({ hardware, latestHardware, now }: Evidence): Finding {
  const seconds = MINUTES * 60;
  const tiers = latestHardware?.cpu?.tiers;
  if (tiers !== undefined && !tiers.some(({ tier }) => tier === 'E')) return nothing;
  const efficiency = over(hardware, 'cpu_tier_active_ratio:E', seconds, now);
  if (efficiency.kind === 'too little')
    return tooLittle('E-core use', efficiency.coverage, MINUTES);
  const performance = over(hardware, 'cpu_performance_active_ratio', seconds, now);
  if (performance.kind === 'too little')
    return tooLittle('P-core use', performance.coverage, MINUTES);
  if (efficiency.stretch.lowest <= BUSY || performance.stretch.mean >= FREE) return nothing;
  return {
    kind: 'advice',
    advice: {
      title: 'E-cores are full while P-cores have room',
      advice:
        'Something that matters may run at background QoS: start it with a higher class (taskpolicy, QOS_CLASS_USER_INITIATED).',
      expected_effect: 'Background work moves to free P-cores and finishes sooner.',
      evidence: [
        { name: 'cpu_tier_active_ratio:E', value: efficiency.stretch.mean, unit: 'ratio' },
        {
          name: 'cpu_performance_active_ratio',
          value: performance.stretch.mean,
          unit: 'ratio',
        },
      ],
      window_seconds: seconds,
    },
  };
}
