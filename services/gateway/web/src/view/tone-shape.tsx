import type { Tone } from '../trading/tone.ts';

/** A mark that does not need colour: nothing for what is fine. */
export function ToneShape({ tone, words }: { tone: Tone; words: string }) {
  if (tone === 'fine') return null;
  return (
    <span class={`tone-shape ${tone}`}>
      <span aria-hidden="true">{tone === 'critical' ? '◆' : '▲'}</span>
      <span class="unseen">{words}</span>
    </span>
  );
}
