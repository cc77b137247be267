import type { Labels, Severity } from '@m4max/contracts';
import type { Unit } from './render.ts';

/** What an alert says, apart from who says so and since when. */
export type Facts = {
  readonly rule_name: string;
  readonly group: string;
  readonly severity: Severity;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly value?: number;
  readonly threshold?: number;
  readonly unit?: Unit;
};

/** What the evaluator found out; alerts/transition.ts makes changes of it. */
export type Finding =
  | {
      /** It holds now; said at every sample, so that a lost record comes back. */
      readonly kind: 'firing';
      readonly fingerprint: string;
      readonly since: string;
      readonly facts: Facts;
      /** Fingerprints of the higher severities of the same series that fire too. */
      readonly inhibitedBy: readonly string[];
      /** The metric, for naming who uses most of it. */
      readonly metric?: string;
    }
  | {
      readonly kind: 'ended';
      readonly fingerprint: string;
      readonly at: string;
      readonly value?: number;
      /** Absent when the value simply came back. */
      readonly because?: string;
    }
  | { readonly kind: 'silent'; readonly fingerprint: string; readonly since: string }
  | { readonly kind: 'heard'; readonly fingerprint: string };
