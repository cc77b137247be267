/** One value of a page: its own name (with `_bucket`, `_sum`…), its labels unescaped, its value. */
export type ExpositionSample = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Only of a value that the page itself dates. */
  readonly timestampSeconds?: number;
};

export type ExpositionFamily = {
  readonly name: string;
  /** As the page says it: counter, gauge, histogram, summary…; absent when it says nothing. */
  readonly type?: string;
  readonly unit?: string;
  readonly help?: string;
  readonly samples: readonly ExpositionSample[];
};

export type LineFault = { readonly line: number; readonly reason: string };

/** A line that cannot be read takes no other one with it. */
export type Exposition =
  | {
      readonly kind: 'page';
      readonly families: readonly ExpositionFamily[];
      readonly faults: readonly LineFault[];
      /** Faults beyond those listed. */
      readonly furtherFaults: number;
    }
  | { readonly kind: 'unreadable'; readonly reason: string };
