import type { Place } from './place.ts';

/** What one read asks for. Market data waits for the rest, which is never passed over. */
export const whichStreams = {
  all: () => true,
  market_data: ({ kind }: Place) => kind === 'market_data',
  others: ({ kind }: Place) => kind !== 'market_data',
} as const;
export type WhichStreams = keyof typeof whichStreams;
