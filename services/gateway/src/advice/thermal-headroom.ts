import type { Finding } from './detector.ts';
import { nothing, tooLittle } from './detector.ts';
import type { Evidence } from './evidence.ts';
import { over } from './evidence.ts';

const MINUTES = 10;
const FAIR = 1;

/** Thermal pressure that has not gone away for ten minutes, and who heats. */
export function thermalHeadroom({ hardware, latestHardware, now }: Evidence): Finding {
  const seconds = MINUTES * 60;
  const level = over(hardware, 'thermal_level', seconds, now);
  if (level.kind === 'too little') return tooLittle('thermal level', level.coverage, MINUTES);
  if (level.stretch.lowest < FAIR) return nothing;
  const consumers = latestHardware?.stale === false ? (latestHardware.top_processes ?? []) : [];
  const names = consumers.map(({ name }) => name).join(', ');
  return {
    kind: 'advice',
    advice: {
      title: 'No thermal headroom left',
      advice:
        names === ''
          ? 'Find what heats the machine (top processes are not readable here) and see that its vents are free.'
          : `Move or calm the largest consumers: ${names}. See that the vents are free.`,
      expected_effect: 'Clocks stop being held down, so latency no longer drifts upwards.',
      evidence: [
        { name: 'thermal_level', value: level.stretch.mean, unit: 'level' },
        ...consumers.map(({ name, cpu_cores_used }) => ({
          name: `process:${name}`,
          value: cpu_cores_used,
          unit: 'cores',
        })),
      ],
      window_seconds: seconds,
    },
  };
}
