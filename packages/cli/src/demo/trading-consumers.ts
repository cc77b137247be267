import type { Redis } from 'ioredis';
import type { TradingMoment } from './trading-phases.ts';
import type { Saying } from './trading-saying.ts';

/** The groups of the platform's engines, as its clients name them. */
const GROUPS = [
  { group: 'strategy-group', reads: /:stream:data\.quotes\./ },
  { group: 'risk-group', reads: /^nautilus-risk-streams$/ },
] as const;
/** An engine asks for more so often, as its blocking reads return. */
const TURN_MILLISECONDS = 100;

/** What engines do with their streams: each takes, in its turn, what its group has not been given yet. */
export function consumers(client: Redis): {
  take(
    sayings: readonly Saying[],
    at: { readonly now: number; readonly moment: TradingMoment },
  ): Promise<void>;
} {
  const owed = new Map<string, { readonly group: string; readonly stream: string }>();
  let turn = 0;
  return {
    async take(sayings, { now, moment }) {
      for (const saying of sayings) note(saying);
      if (now < turn) return;
      turn = now + TURN_MILLISECONDS;
      for (const [key, { group, stream }] of owed) {
        if (group === 'strategy-group' && !keepsUp(now, moment)) continue;
        await read(client, group, stream);
        owed.delete(key);
      }
    },
  };

  function note(saying: Saying): void {
    if (saying.kind !== 'entry') return;
    const { stream } = saying;
    for (const { group, reads } of GROUPS)
      if (reads.test(stream)) owed.set(`${group} ${stream}`, { group, stream });
  }
}

/** In the worst of the day the strategies read only in one second of three. */
function keepsUp(now: number, { phase, pressure }: TradingMoment): boolean {
  return (phase !== 'news' && pressure < 0.9) || Math.floor(now / 1000) % 3 === 0;
}

async function read(client: Redis, group: string, stream: string): Promise<void> {
  try {
    await client.xreadgroup(
      ...(['GROUP', group, 'demo', 'COUNT', 5000, 'NOACK', 'STREAMS', stream, '>'] as const),
    );
  } catch (error) {
    if (!String(error).includes('NOGROUP')) throw error;
    await client.xgroup('CREATE', stream, group, '$');
  }
}
