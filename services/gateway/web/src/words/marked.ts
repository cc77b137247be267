export type Piece = { readonly kind: 'text' | 'code'; readonly text: string };

/** Splits a sentence at its backticks, so that commands can be told from words. */
export function pieces(sentence: string): readonly Piece[] {
  return sentence
    .split('`')
    .map((text, index): Piece => ({ kind: index % 2 === 0 ? 'text' : 'code', text }))
    .filter(({ text }) => text !== '');
}
