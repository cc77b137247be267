import { latencyTargets } from '@m4max/contracts';
import type { Finding } from './detector.ts';
import { nothing, tooLittle } from './detector.ts';
import type { Evidence } from './evidence.ts';
import { keysOf, over } from './evidence.ts';

const MINUTES = 15;
const GPU_IDLE = 0.2;
const CPU_BUSY = 0.7;

/** Slow inference on a busy CPU beside an idle GPU. */
export function gpuOpportunity({ hardware, trading, now }: Evidence): Finding {
  const seconds = MINUTES * 60;
  const slow = keysOf(trading, 'latency_p95_seconds')
    .filter((name) => name.startsWith('latency_p95_seconds:ml/'))
    .flatMap((name) => {
      const p95 = over(trading, name, seconds, now);
      return p95.kind === 'seen' && p95.stretch.mean > latencyTargets.ml
        ? [{ name, value: p95.stretch.mean, unit: 'seconds' }]
        : [];
    });
  if (slow.length === 0) return nothing; // Without slow inference there is nothing to win.
  const gpu = over(hardware, 'gpu_active_ratio', seconds, now);
  if (gpu.kind === 'too little') return tooLittle('GPU use', gpu.coverage, MINUTES);
  const cores = over(hardware, 'cpu_performance_active_ratio', seconds, now);
  if (cores.kind === 'too little') return tooLittle('P-core use', cores.coverage, MINUTES);
  if (gpu.stretch.mean >= GPU_IDLE || cores.stretch.mean <= CPU_BUSY) return nothing;
  return {
    kind: 'advice',
    advice: {
      title: 'Inference is slow on the CPU while the GPU idles',
      advice: 'Run the models on the GPU: PyTorch device "mps", MLX, or Core ML with GPU units.',
      expected_effect: 'Inference under its 50 ms target, and P-cores freed for order handling.',
      evidence: [
        ...slow,
        { name: 'gpu_active_ratio', value: gpu.stretch.mean, unit: 'ratio' },
        { name: 'cpu_performance_active_ratio', value: cores.stretch.mean, unit: 'ratio' },
      ],
      window_seconds: seconds,
    },
  };
}
