/** A piece of a recording: a whole JSON object or a line of other text, or what became of one that has no end. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'cut off' }
  | { readonly kind: 'too long' };

/** The longest thing an engine says is an inspection, of which the environment alone may be 2 MB on Linux. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** What may stand between two documents: the mark of an encoding, the signs of a list. */
const BETWEEN = '\ufeff[,]';

/**
 * Cuts a recording into its JSON objects, one a line, spread over many or in a list. One that was cut
 * off ends where the next one begins, as far as JSON's grammar shows it.
 */
export function jsonDocuments(): {
  push(text: string): readonly Piece[];
  /** What stands there without an end. */
  rest(): readonly Piece[];
} {
  /** From the start of the present document on; what lies before the position has been looked at. */
  let text = '';
  let position = 0;
  let start: number | undefined;
  let open: ('{' | '[')[] = [];
  let inString = false;
  let isLine = false;
  /** The document is over the bound; what is left of its line is passed over. */
  let passing = false;
  /** The last character outside of strings that is not white space. */
  let last = '';

  const begin = (at: number | undefined) => {
    start = at;
    open = [];
    inString = false;
    isLine = false;
    last = '';
  };

  /** The piece that ends with this character, if one does. */
  const piece = (character: string): Piece | undefined => {
    if (start === undefined) {
      if (/\s/.test(character) || BETWEEN.includes(character)) return undefined;
      begin(position);
      isLine = character !== '{';
    }
    if (isLine) return character === '\n' ? whole(position) : undefined;
    if (inString) {
      if (character === '\\') position += 1;
      else if (character === '"') inString = false;
      else if (character === '\n') return cutOff(undefined); // No string of JSON goes over lines.
      return undefined;
    }
    if (/\s/.test(character)) return undefined;
    const before = last;
    last = character;
    if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      if (character === '{' && !mayOpen(open.at(-1), before)) return cutOff(position);
      open.push(character);
    } else if (character === '}' || character === ']') {
      if (open.pop() !== (character === '}' ? '{' : '[')) return cutOff(undefined);
      if (open.length === 0) return whole(position + 1);
    }
    return undefined;
  };

  const whole = (end: number): Piece => {
    const found = text.slice(start, end);
    begin(undefined);
    return { kind: 'text', text: found };
  };

  const cutOff = (next: number | undefined): Piece => {
    begin(next);
    if (next !== undefined) {
      open = ['{'];
      last = '{';
    }
    return { kind: 'cut off' };
  };

  return {
    push(more) {
      const pieces: Piece[] = [];
      text += more;
      for (; position < text.length; position += 1) {
        const character = text.charAt(position);
        if (passing) {
          passing = character !== '\n';
          continue;
        }
        const found = piece(character);
        if (found !== undefined) pieces.push(found);
        if (start !== undefined && position - start >= MAX_CHARACTERS) {
          pieces.push({ kind: 'too long' });
          begin(undefined);
          passing = true;
        }
      }
      const done = start ?? text.length;
      text = text.slice(done);
      position -= done;
      if (start !== undefined) start = 0;
      return pieces;
    },
    rest() {
      if (start === undefined) return [];
      return isLine ? [whole(text.length)] : [{ kind: 'cut off' }];
    },
  };
}

/** An object may follow the start of a list, a comma in one, or the colon of a field. */
function mayOpen(inside: '{' | '[' | undefined, before: string): boolean {
  if (inside === undefined) return true;
  return inside === '[' ? before === '[' || before === ',' : before === ':';
}
