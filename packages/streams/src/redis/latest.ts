import {
  ContainersSample,
  HardwareSample,
  LATEST_KEY,
  SampleKind,
  TradingSample,
} from '@m4max/contracts';
import { z } from 'zod';
import { sampleAge } from '../age.ts';
import { readEntry, readValue } from '../read-entry.ts';
import type { Store } from './store.ts';

/** The newest sample of one publisher. */
export type Latest = {
  readonly host: string;
  readonly entry_id: string;
  readonly age_seconds: number;
  /** Older than three of its intervals. */
  readonly stale: boolean;
} & (
  | { readonly kind: 'hardware'; readonly sample: HardwareSample }
  | { readonly kind: 'containers'; readonly sample: ContainersSample }
  | { readonly kind: 'trading'; readonly sample: TradingSample }
);

/** Both in one step, so that the age is by the store's clock at the very moment. */
const readAll = `
-- KEYS  1 hash of the newest samples
-- ARGV  none
-- reply {seconds, microseconds, field, value, field, value…}
local reply = redis.call('TIME')
local all = redis.call('HGETALL', KEYS[1])
for index = 1, #all do
  reply[#reply + 1] = all[index]
end
return reply
`;

const Kept = z.object({ entry_id: z.string(), sample: z.unknown() });

/** The newest sample of every publisher; what a newer version wrote is left out until we are updated. */
export async function readLatest(store: Store): Promise<readonly Latest[]> {
  const [seconds, microseconds, ...pairs] = (
    (await store.eval(readAll, 1, LATEST_KEY)) as unknown[]
  ).map(String);
  const storeNow = new Date(Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000));
  const all: Latest[] = [];
  for (let index = 0; index + 1 < pairs.length; index += 2) {
    const latest = parseLatest(pairs[index] ?? '', pairs[index + 1] ?? '', storeNow);
    if (latest !== undefined) all.push(latest);
  }
  return all;
}

function parseLatest(field: string, json: string, storeNow: Date): Latest | undefined {
  const colon = field.indexOf(':');
  const kind = SampleKind.safeParse(field.slice(0, colon));
  const kept = readEntry(Kept, json);
  if (!kind.success || kept.kind !== 'entry') return undefined;
  const { entry_id, sample: raw } = kept.entry;
  const common = { host: field.slice(colon + 1), entry_id };
  const at = { entryId: entry_id, storeNow };
  switch (kind.data) {
    case 'hardware': {
      const read = readValue(HardwareSample, raw);
      if (read.kind !== 'entry') return undefined;
      return { ...common, kind: kind.data, sample: read.entry, ...sampleAge(read.entry, at) };
    }
    case 'containers': {
      const read = readValue(ContainersSample, raw);
      if (read.kind !== 'entry') return undefined;
      return { ...common, kind: kind.data, sample: read.entry, ...sampleAge(read.entry, at) };
    }
    case 'trading': {
      const read = readValue(TradingSample, raw);
      if (read.kind !== 'entry') return undefined;
      return { ...common, kind: kind.data, sample: read.entry, ...sampleAge(read.entry, at) };
    }
  }
}
