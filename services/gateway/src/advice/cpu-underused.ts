import type { Finding } from './detector.ts';
import { nothing, tooLittle } from './detector.ts';
import type { Evidence } from './evidence.ts';
import { keysOf, over } from './evidence.ts';
import { targetOf } from './target-of.ts';

const MINUTES = 15;
const UNDERUSED = 0.2;
const THROTTLED = 0.05;

/** P-cores idle for a quarter of an hour while trading runs and is slow, or an engine is held back. */
export function cpuUnderused({ hardware, trading, latestContainers, now }: Evidence): Finding {
  const seconds = MINUTES * 60;
  const cores = over(hardware, 'cpu_performance_active_ratio', seconds, now);
  if (cores.kind === 'too little') return tooLittle('P-core use', cores.coverage, MINUTES);
  if (cores.stretch.mean >= UNDERUSED) return nothing;

  const rates = keysOf(trading, 'messages_per_second').flatMap((name) => {
    const rate = over(trading, name, seconds, now);
    return rate.kind === 'seen' ? [rate.stretch.mean] : [];
  });
  const trades = rates.some((rate) => rate > 0);
  const slow = keysOf(trading, 'latency_p95_seconds').flatMap((name) => {
    const p95 = over(trading, name, seconds, now);
    const target = targetOf(name);
    const missed = target !== undefined && p95.kind === 'seen' && p95.stretch.mean > target;
    return missed ? [{ name, value: p95.stretch.mean, unit: 'seconds' }] : [];
  });
  const heldBack =
    latestContainers === undefined || latestContainers.stale
      ? []
      : latestContainers.containers.flatMap(({ name, cpu }) =>
          cpu?.throttled_ratio !== undefined && cpu.throttled_ratio > THROTTLED
            ? [{ name: `throttled_ratio:${name}`, value: cpu.throttled_ratio, unit: 'ratio' }]
            : [],
        );
  const evidence = [...(trades ? slow : []), ...heldBack];
  if (evidence.length === 0) return nothing;
  return {
    kind: 'advice',
    advice: {
      title: 'P-cores are idle while trading waits',
      advice:
        heldBack.length > 0
          ? 'Raise the CPU limit of the throttled engines, or take it away: the machine has room.'
          : 'Give the slow path more threads or workers, and see that it does not run at background QoS.',
      expected_effect: 'Lower latency at the same load, until P-cores reach about 60 %.',
      evidence: [
        { name: 'cpu_performance_active_ratio', value: cores.stretch.mean, unit: 'ratio' },
        ...evidence,
      ],
      window_seconds: seconds,
    },
  };
}
