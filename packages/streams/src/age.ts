const STALE_INTERVALS = 3;

/**
 * Age of a sample without agreeing clocks: how long it waited on its publisher's clock, and how long it has
 * been in the store on the store's.
 */
export function sampleAge(
  sample: {
    readonly taken_at: string;
    readonly published_at?: string | undefined;
    readonly interval_seconds: number;
  },
  { entryId, storeNow }: { readonly entryId: string; readonly storeNow: Date },
): { readonly age_seconds: number; readonly stale: boolean } {
  const waited = Date.parse(sample.published_at ?? sample.taken_at) - Date.parse(sample.taken_at);
  const stored = storeNow.getTime() - entryTime(entryId);
  const age_seconds = (Math.max(0, waited) + Math.max(0, stored)) / 1000; // A clock may have been set back.
  return { age_seconds, stale: age_seconds > STALE_INTERVALS * sample.interval_seconds };
}

/** Milliseconds since 1970 on the store's clock. */
function entryTime(entryId: string): number {
  return Number(entryId.split('-')[0]);
}
