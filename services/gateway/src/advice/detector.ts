import type { Advice, AdviceId } from '@m4max/contracts';
import type { Evidence } from './evidence.ts';

/** What looking came to; "nothing" means that the evidence was complete and speaks against it. */
export type Finding =
  | { readonly kind: 'advice'; readonly advice: Omit<Advice, 'id' | 'host'> }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'cannot tell'; readonly reason: string };

export type Detector = {
  readonly id: AdviceId;
  readonly detect: (evidence: Evidence) => Finding;
};

export const nothing: Finding = { kind: 'nothing' };

export function tooLittle(what: string, coverage: number, minutes: number): Finding {
  const percent = Math.floor(coverage * 100);
  return {
    kind: 'cannot tell',
    reason: `${what}: history covers ${percent} % of the last ${minutes} minutes, 80 % are needed.`,
  };
}
