/**
 * Where the value that starts at `start` ends; nothing if it is cut off or is no MessagePack. Nothing is
 * decoded: it is a walk from head to head.
 */
export function endOfValue(bytes: Uint8Array, start: number): number | undefined {
  let at = start;
  for (let values = 1; values > 0; values--) {
    const head = bytes[at];
    if (head === undefined) return undefined;
    if (head < 0x80 || head >= 0xe0) at += 1;
    else if (head < 0x90) {
      values += 2 * (head & 0x0f);
      at += 1;
    } else if (head < 0xa0) {
      values += head & 0x0f;
      at += 1;
    } else if (head < 0xc0) at += 1 + (head & 0x1f);
    else if (head === 0xdc || head === 0xdd || head === 0xde || head === 0xdf) {
      const lengthBytes = head % 2 === 0 ? 2 : 4;
      values += wholeNumber(bytes, at + 1, lengthBytes) * (head < 0xde ? 1 : 2);
      at += 1 + lengthBytes;
    } else {
      const size = sizes[head - 0xc0];
      if (size === undefined) return undefined;
      at += size.fixed + wholeNumber(bytes, at + 1, size.lengthBytes);
    }
  }
  return at <= bytes.length ? at : undefined;
}

type Size = { readonly fixed: number; readonly lengthBytes: number };

const fixed = (bytes: number): Size => ({ fixed: bytes, lengthBytes: 0 });
const counted = (lengthBytes: number, more = 0): Size => ({
  fixed: 1 + lengthBytes + more,
  lengthBytes,
});

/** By head from 0xc0 to 0xdb: what a value takes, and how many bytes tell what it takes beyond. */
const sizes: readonly (Size | undefined)[] = [
  fixed(1), // nil
  undefined, // never used
  fixed(1), // false
  fixed(1), // true
  counted(1), // binary
  counted(2),
  counted(4),
  counted(1, 1), // extension
  counted(2, 1),
  counted(4, 1),
  fixed(5), // float
  fixed(9),
  fixed(2), // unsigned
  fixed(3),
  fixed(5),
  fixed(9),
  fixed(2), // signed
  fixed(3),
  fixed(5),
  fixed(9),
  fixed(3), // extension of 1, 2, 4, 8, 16 bytes
  fixed(4),
  fixed(6),
  fixed(10),
  fixed(18),
  counted(1), // text
  counted(2),
  counted(4),
];

function wholeNumber(bytes: Uint8Array, start: number, length: number): number {
  let number = 0;
  for (let at = start; at < start + length; at++) number = number * 256 + (bytes[at] ?? 0);
  return number;
}
