/** What no line of a log, a label or a terminal should hold: control and format characters, halves of pairs. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** Names are labels: longer ones are cut. */
const MOST_CHARACTERS = 64;

/** A name that another program wrote, fit to be shown; `undefined` when nothing of it is left. */
export function plainText(text: string): string | undefined {
  const printable = text
    .slice(0, 4 * MOST_CHARACTERS)
    .replace(UNPRINTABLE, ' ')
    .trim();
  const plain = Array.from(printable).slice(0, MOST_CHARACTERS).join('').trim();
  return plain === '' ? undefined : plain;
}
