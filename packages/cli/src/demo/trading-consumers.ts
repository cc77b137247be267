import type { Redis } from 'ioredis';
import type { TradingMoment } from './trading-phases.ts';
import type { Saying } from './trading-saying.ts';

/** The groups of the platform's engines, as its clients name them. */
const GROUPS = [
  { group: 'strategy-group', reads: /:stream:data\.quotes\./ },
  { group: 'risk-group', reads: /^nautilus-risk-streams$/ },
] as const;

/** What engines do with their streams: each takes what its group has not been given yet. */
export async function consume(
  client: Redis,
  sayings: readonly Saying[],
  { now, moment }: { readonly now: number; readonly moment: TradingMoment },
): Promise<void> {
  const streams = new Set(sayings.flatMap((it) => (it.kind === 'entry' ? [it.stream] : [])));
  for (const { group, reads } of GROUPS) {
    if (group === 'strategy-group' && !keepsUp(now, moment)) continue;
    for (const stream of streams) if (reads.test(stream)) await take(client, group, stream);
  }
}

/** In the worst of the day the strategies read only in one second of three. */
function keepsUp(now: number, { phase, pressure }: TradingMoment): boolean {
  return (phase !== 'news' && pressure < 0.9) || Math.floor(now / 1000) % 3 === 0;
}

async function take(client: Redis, group: string, stream: string): Promise<void> {
  try {
    await client.xreadgroup(
      ...(['GROUP', group, 'demo', 'COUNT', 5000, 'NOACK', 'STREAMS', stream, '>'] as const),
    );
  } catch (error) {
    if (!String(error).includes('NOGROUP')) throw error;
    await client.xgroup('CREATE', stream, group, '$');
  }
}
