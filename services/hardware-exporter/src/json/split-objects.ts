import type { Splitter } from '../reading/splitter.ts';

const OPEN = 0x7b; // {
const CLOSE = 0x7d; // }
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const COMMA = 0x2c;
const NEW_LINE = 0x0a;
/** What may stand between objects: white space, the signs of a list, a NUL, the three bytes of a byte order mark. */
const BETWEEN: ReadonlySet<number> = new Set([...Buffer.from(' \t\r\n[],\0\ufeff')]);

/** An object of mactop has some 10 kB; what grows past this is neither its output nor macmon's. */
const MAX_OBJECT_BYTES = 1024 * 1024;

/**
 * Cuts a stream of JSON into its outermost objects. Counts braces outside strings and `//` comments, so objects may stand one a line, in a list or spread
 * over lines. Other text between objects is left out up to the end of its line. An object that begins
 * `{"` and is not closed was cut off when the next line begins so too: it is handed out as it is, and costs
 * no more than itself. Works on bytes: chunks may end inside a character.
 */
export function splitObjects(maxBytes = MAX_OBJECT_BYTES): Splitter {
  /** From the first byte of the open object on. */
  let held: Buffer = Buffer.alloc(0);
  let scanned = 0;
  let depth = 0;
  let inString = false;
  let inComment = false;
  let inNoise = false;
  let before = 0;

  function begin(): void {
    depth = 1;
    inString = false;
    inComment = false;
    before = OPEN;
  }

  /** Moves on by one byte of an open object. */
  function follow(byte: number): void {
    if (byte === NEW_LINE) {
      inString = false; // A string of JSON never goes on over a line.
      inComment = false;
    } else if (inComment) return;
    else if (inString) {
      if (byte === QUOTE && before !== BACKSLASH) inString = false;
      before = before === BACKSLASH ? 0 : byte; // An escaped backslash escapes nothing.
      return;
    } else if (byte === QUOTE) inString = true;
    else if (byte === SLASH && before === SLASH) inComment = true;
    else if (byte === OPEN) depth += 1;
    else if (byte === CLOSE) depth -= 1;
    before = byte;
  }

  return {
    push(chunk) {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const documents: string[] = [];
      let start = 0;
      let at = scanned;
      for (; at < bytes.length; at += 1) {
        const byte = bytes[at] ?? 0;
        if (depth === 0) {
          if (byte === NEW_LINE) inNoise = false;
          else if (!inNoise && byte === OPEN) {
            begin();
            start = at;
          } else if (!inNoise && !BETWEEN.has(byte)) inNoise = true;
          continue;
        }
        if (byte === OPEN && startsLine(bytes, at)) {
          if (at + 1 === bytes.length) break; // The next byte decides.
          if (beginsOneLiner(bytes, at) && beginsOneLiner(bytes, start)) {
            documents.push(bytes.toString('utf8', start, at));
            begin();
            start = at;
            continue;
          }
        }
        follow(byte);
        if (depth === 0) documents.push(bytes.toString('utf8', start, at + 1));
      }
      held = depth === 0 ? Buffer.alloc(0) : bytes.subarray(start);
      scanned = depth === 0 ? 0 : at - start;
      if (held.length <= maxBytes) return { documents, dropped: false };
      held = Buffer.alloc(0);
      scanned = 0;
      depth = 0;
      inNoise = true;
      return { documents, dropped: true };
    },
    rest() {
      const text = held.toString('utf8').trim();
      return text === '' ? undefined : text;
    },
  };
}

/** Lines of a list begin with a comma. */
function startsLine(bytes: Buffer, at: number): boolean {
  return bytes[bytes[at - 1] === COMMA ? at - 2 : at - 1] === NEW_LINE;
}

function beginsOneLiner(bytes: Buffer, at: number): boolean {
  return bytes[at] === OPEN && bytes[at + 1] === QUOTE;
}
