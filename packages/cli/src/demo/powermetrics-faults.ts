import type { OneOffFault } from './simulated-mac-orders.ts';

/** What a one-off fault makes of a sample. */
export type Struck =
  | { readonly kind: 'written'; readonly bytes: string | Buffer }
  | { readonly kind: 'dies'; readonly sentence: string }
  | { readonly kind: 'hangs' };

/** A window after sleep. */
export const ASLEEP_NS = 45e9;
/** More than any reader should keep. */
const FLOOD_BYTES = 20 * 1024 * 1024;
const GARBAGE_BYTES = 4096;
const BEGINNING = Buffer.from('<plist version="1.0">\n');
const END = Buffer.from('\n</plist>\n');

/**
 * - `hang`: it runs on and says nothing more;
 * - `die`: it ends with 1 and a sentence on standard error;
 * - `garbage`: `<plist>` and bytes that are none, without an end, so that they spoil the next one too;
 * - `garbage-document`: the same with `</plist>` behind them;
 * - `half`: the first half of the document;
 * - `flood`: 20 MB of a document that does not end.
 *
 * (`asleep` is healthy output about a window of 45 s, see {@link ASLEEP_NS}.)
 */
export function struckBy(fault: OneOffFault, document: string): Struck {
  switch (fault) {
    case 'hang':
      return { kind: 'hangs' };
    case 'die':
      return { kind: 'dies', sentence: 'powermetrics: the simulated one was told to die' };
    case 'garbage':
      return { kind: 'written', bytes: Buffer.concat([BEGINNING, garbage(GARBAGE_BYTES)]) };
    case 'garbage-document':
      return { kind: 'written', bytes: Buffer.concat([BEGINNING, garbage(GARBAGE_BYTES), END]) };
    case 'half':
      return { kind: 'written', bytes: document.slice(0, document.length / 2) };
    case 'flood':
      return { kind: 'written', bytes: `${BEGINNING.toString()}<array>\n${flood()}` };
    case 'asleep':
      return { kind: 'written', bytes: document };
  }
}

function flood(): string {
  const line = '<string>a sentence that nobody asked for</string>\n';
  return line.repeat(Math.ceil(FLOOD_BYTES / line.length));
}

/** The same each time: any byte, also such as are no UTF-8, but no line and no NUL of its own. */
function garbage(bytes: number): Buffer {
  let state = 1;
  return Buffer.from(
    Array.from({ length: bytes }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      const byte = state >>> 24;
      return byte === 0x0a || byte === 0 ? 0x20 : byte;
    }),
  );
}
