import type { Alert } from '@m4max/contracts';
import { bySeverity } from '../alerts/order.ts';

/** Which rules speak about which tile: by how their names begin. */
const rulesOfTile: Readonly<Record<string, RegExp>> = {
  'tier:P': /^PerformanceCores/,
  'tier:S': /^PerformanceCores/,
  'tier:E': /^EfficiencyCores/,
  processor: /^(PerformanceCores|EfficiencyCores|Cpu|Processor)/,
  gpu: /^Gpu/i,
  ane: /^(NeuralEngine|Ane)/i,
  memory: /^(Memory|Swap|UnifiedMemory)/,
  power: /^(Thermal|Power|Temperature|Heat|Fan)/,
};

/** The worst alert that fires about a tile. Colour follows the rules, so that a short spike stays calm. */
export function tileAlert(
  tileId: string,
  alerts: Iterable<Alert>,
  host: string,
): Alert | undefined {
  const rules = rulesOfTile[tileId];
  if (rules === undefined) return undefined;
  return [...alerts]
    .filter(
      ({ state, group, rule_name, labels }) =>
        state === 'firing' &&
        group === 'm4max_hardware' &&
        rules.test(rule_name) &&
        (labels.host === undefined || labels.host === host),
    )
    .toSorted(bySeverity)[0];
}
