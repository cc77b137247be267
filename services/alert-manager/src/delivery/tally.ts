import type { ChannelName, DeliveryCounts } from '@m4max/contracts';
import type { Suppressed } from '../notices/owed.ts';

/** What this process has done since it started; `read` hands it to the metrics page. */
export type Tally = {
  delivered(channel: ChannelName): void;
  failed(channel: ChannelName): void;
  /** A message went out again although an earlier one may have arrived. */
  repeated(channel: ChannelName): void;
  buried(channel: ChannelName): void;
  suppressed(reason: Suppressed['reason']): void;
  escalated(): void;
  read(): DeliveryCounts;
};

export function tally(): Tally {
  const delivered = new Map<string, number>();
  const failed = new Map<string, number>();
  const repeated = new Map<string, number>();
  const buried = new Map<string, number>();
  const suppressed = new Map<string, number>();
  let escalations = 0;
  return {
    delivered: (channel) => add(delivered, channel),
    failed: (channel) => add(failed, channel),
    repeated: (channel) => add(repeated, channel),
    buried: (channel) => add(buried, channel),
    suppressed: (reason) => add(suppressed, reason),
    escalated() {
      escalations += 1;
    },
    read: () => ({
      delivered: Object.fromEntries(delivered),
      failed: Object.fromEntries(failed),
      repeated: Object.fromEntries(repeated),
      dead: Object.fromEntries(buried),
      suppressed: Object.fromEntries(suppressed),
      escalations,
    }),
  };
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
