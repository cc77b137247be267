import {
  ContainersSample,
  HardwareSample,
  LATEST_KEY,
  SampleKind,
  TradingSample,
} from '@m4max/contracts';
import { z } from 'zod';
import { entryTime } from '../entry-time.ts';
import { readEntry, readValue } from '../read-entry.ts';
import type { Store } from './store.ts';

/** The newest sample of one publisher, and when it got into the store by the store's own clock. */
export type Latest = { readonly host: string; readonly storedAt: Date } & (
  | { readonly kind: 'hardware'; readonly sample: HardwareSample }
  | { readonly kind: 'containers'; readonly sample: ContainersSample }
  | { readonly kind: 'trading'; readonly sample: TradingSample }
);

const Kept = z.object({ entry_id: z.string(), sample: z.unknown() });

/** The newest sample of every publisher; what a newer version wrote is left out until we are updated. */
export async function readLatest(store: Store): Promise<readonly Latest[]> {
  const all = Object.entries(await store.hgetall(LATEST_KEY));
  return all.flatMap(([field, json]) => parseLatest(field, json) ?? []);
}

function parseLatest(field: string, json: string): Latest | undefined {
  const colon = field.indexOf(':');
  const kind = SampleKind.safeParse(field.slice(0, colon));
  const kept = readEntry(Kept, json);
  if (!kind.success || kept.kind !== 'entry') return undefined;
  const { entry_id, sample } = kept.entry;
  const common = { host: field.slice(colon + 1), storedAt: entryTime(entry_id) };
  switch (kind.data) {
    case 'hardware': {
      const read = readValue(HardwareSample, sample);
      return read.kind === 'entry'
        ? { ...common, kind: 'hardware', sample: read.entry }
        : undefined;
    }
    case 'containers': {
      const read = readValue(ContainersSample, sample);
      return read.kind === 'entry'
        ? { ...common, kind: 'containers', sample: read.entry }
        : undefined;
    }
    case 'trading': {
      const read = readValue(TradingSample, sample);
      return read.kind === 'entry' ? { ...common, kind: 'trading', sample: read.entry } : undefined;
    }
  }
}
