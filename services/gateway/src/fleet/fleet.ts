import type {
  Alert,
  ContainersSample,
  HardwareSample,
  Optimizations,
  ServiceStatus,
  StoreStatus,
  TradingSample,
} from '@m4max/contracts';

/** A sample as it stands in the store, and when it got there by the store's own clock. */
export type Reading<Sample> = { readonly sample: Sample; readonly storedAt: Date };

/** Newest reading by host. Bounded by the store's own list of latest samples, which replaces it. */
export type Readings<Sample> = Map<string, Reading<Sample>>;

export type AlertManager =
  | { readonly kind: 'not asked yet' }
  | { readonly kind: 'reachable' }
  | { readonly kind: 'unreachable'; readonly detail: string };

/** The gateway's last reading of a service's metrics page. */
export type Scrape = {
  readonly service: string;
  readonly at: Date;
  readonly series: number;
  readonly fault?: string;
};

/** What the gateway knows, kept in memory so that a request waits for nobody. */
export type Fleet = {
  readonly startedAt: Date;
  readonly mode: 'live' | 'demo';
  readonly hardware: Readings<HardwareSample>;
  readonly containers: Readings<ContainersSample>;
  readonly trading: Readings<TradingSample>;
  /** The store's clock less this process's own. */
  storeClockOffsetMs: number;
  /** By id: firing, acknowledged, and for a quarter of an hour resolved ones. */
  alerts: ReadonlyMap<string, Alert>;
  alertManager: AlertManager;
  services: readonly ServiceStatus[];
  scrapes: ReadonlyMap<string, Scrape>;
  store: StoreStatus;
  advice: Optimizations;
};

export function emptyFleet(startedAt: Date, mode: Fleet['mode']): Fleet {
  return {
    startedAt,
    mode,
    hardware: new Map(),
    containers: new Map(),
    trading: new Map(),
    storeClockOffsetMs: 0,
    alerts: new Map(),
    alertManager: { kind: 'not asked yet' },
    services: [],
    scrapes: new Map(),
    store: { up: false, detail: 'not asked yet' },
    advice: {
      generated_at: startedAt.toISOString(),
      optimizations: [],
      nothing_found: [],
      missing: [
        { field: 'optimizations', reason: 'History is looked at within the first minute.' },
      ],
    },
  };
}
