import type { AdviceId, Optimizations } from '@m4max/contracts';
import { cpuUnderused } from './cpu-underused.ts';
import type { Detector } from './detector.ts';
import { efficiencyCoresBusy } from './efficiency-cores-busy.ts';
import type { Evidence } from './evidence.ts';
import { gpuOpportunity } from './gpu-opportunity.ts';
import { thermalHeadroom } from './thermal-headroom.ts';

/** The longest stretch any detector looks at. */
export const EVIDENCE_SECONDS = 15 * 60;

const detectors: readonly Detector[] = [
  { id: 'cpu-underused', detect: cpuUnderused },
  { id: 'cpu-efficiency-cores-busy', detect: efficiencyCoresBusy },
  { id: 'gpu-opportunity', detect: gpuOpportunity },
  { id: 'thermal-headroom', detect: thermalHeadroom },
];

/** Advice that is in the catalogue and that nobody looks for, and what looking would need. */
const notLookedFor: Readonly<Partial<Record<AdviceId, string>>> = {
  'ane-opportunity': 'Not looked for: inference rates are not in the history.',
  'memory-bandwidth': 'Not looked for: it needs the P95 of DRAM power over days.',
  'container-oversized': 'Not looked for: it needs the limits of containers over 24 hours.',
  'container-undersized': 'Not looked for: it needs the throttling of containers over 24 hours.',
};

/** What every detector says about every machine. */
export function optimizations(machines: readonly Evidence[], now: Date): Optimizations {
  const reply: Optimizations = {
    generated_at: now.toISOString(),
    optimizations: [],
    nothing_found: [],
    missing: Object.entries(notLookedFor).map(([field, reason]) => ({ field, reason })),
  };
  for (const evidence of machines) {
    const { host } = evidence;
    for (const { id, detect } of detectors) {
      const finding = detect(evidence);
      switch (finding.kind) {
        case 'advice':
          reply.optimizations.push({ id, host, ...finding.advice });
          break;
        case 'nothing':
          reply.nothing_found.push({ id, host });
          break;
        case 'cannot tell':
          reply.missing.push({ field: `${id}@${host}`, reason: finding.reason });
          break;
      }
    }
  }
  return reply;
}
