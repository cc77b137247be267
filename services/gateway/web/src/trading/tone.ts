/** How grave something is; `fine` is not marked. The limits are those of the alert rules. */
export type Tone = 'fine' | 'warning' | 'critical';

type Limits = { readonly warning: number; readonly critical: number };
const UNANSWERED: Limits = { warning: 5, critical: 30 };
const BEHIND: Limits = { warning: 5, critical: 60 };
const SILENT: Limits = { warning: 60, critical: 300 };

/** Of a wait for a venue, in seconds. */
export const unansweredTone = (seconds: number) => toneOf(seconds, UNANSWERED);
/** Of a reader behind what it reads. */
export const behindTone = (seconds: number) => toneOf(seconds, BEHIND);
/** Of an open venue that says nothing. */
export const silentTone = (seconds: number) => toneOf(seconds, SILENT);

/** The gravest of them. */
export function worst(tones: readonly Tone[]): Tone {
  if (tones.includes('critical')) return 'critical';
  return tones.includes('warning') ? 'warning' : 'fine';
}

function toneOf(value: number, { warning, critical }: Limits): Tone {
  if (value > critical) return 'critical';
  return value > warning ? 'warning' : 'fine';
}
