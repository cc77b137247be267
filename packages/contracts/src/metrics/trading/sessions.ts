import type { TradingSample } from '../../trading-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { known } from '../values.ts';

/** Trading hours of the venues that were heard. */
export const sessionMetrics: readonly MetricRow<TradingSample>[] = [
  {
    type: 'gauge',
    name: 'nautilus_market_session_open',
    help: '1 while a venue is open by its calendar, else 0; only venues with a calendar whose market data was heard.',
    labels: ['venue'],
    unit: 'level',
    read: ({ sessions = [] }) =>
      sessions.map(({ venue, open }) => ({ labels: { venue }, value: open ? 1 : 0 })),
  },
  {
    type: 'gauge',
    name: 'nautilus_venue_silent_seconds',
    help: 'Time since the last market data of a venue, counted from its opening at the earliest; absent while it is closed or its input is down.',
    labels: ['venue'],
    unit: 'seconds',
    read: ({ sessions = [] }) =>
      sessions.flatMap(({ venue, silent_seconds }) => known(silent_seconds, { venue })),
  },
];
