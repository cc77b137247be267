/** The MessagePack of a Python node's messages: maps of texts, whole numbers, booleans and nothing. */
type Packable =
  | string
  | number
  | boolean
  | null
  | readonly Packable[]
  | { readonly [name: string]: Packable };

export function messagePack(value: Packable): Buffer {
  if (value === null) return Buffer.of(0xc0);
  if (typeof value === 'boolean') return Buffer.of(value ? 0xc3 : 0xc2);
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return Buffer.concat([array(value.length), ...value.map(messagePack)]);
  const members = Object.entries(value);
  const packed = members.flatMap(([name, member]) => [text(name), messagePack(member)]);
  return Buffer.concat([map(members.length), ...packed]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  if (bytes.length < 32) return Buffer.concat([Buffer.of(0xa0 | bytes.length), bytes]);
  if (bytes.length < 256) return Buffer.concat([Buffer.of(0xd9, bytes.length), bytes]);
  return Buffer.concat([Buffer.of(0xda, bytes.length >> 8, bytes.length & 0xff), bytes]);
}

function number(value: number): Buffer {
  if (Number.isInteger(value) && value >= 0 && value < 128) return Buffer.of(value);
  const bytes = Buffer.alloc(9);
  bytes[0] = 0xcb;
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function array(length: number): Buffer {
  return length < 16 ? Buffer.of(0x90 | length) : Buffer.of(0xdc, length >> 8, length & 0xff);
}

function map(length: number): Buffer {
  return length < 16 ? Buffer.of(0x80 | length) : Buffer.of(0xde, length >> 8, length & 0xff);
}
