/**
 * An address as a key: IPv4 with dots, IPv6 as eight groups of four digits, of 8 or 32 hex digits. The
 * kernel prints each 32-bit word as a number, which on little-endian machines turns its four bytes
 * round; an IPv4 connection of an IPv6 socket counts as IPv4.
 */
export function kernelAddress(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? [])
    .map((word) => (word.match(/../g) ?? []).reverse().join(''))
    .join('')
    .toLowerCase();
  if (bytes.length === 8) return dotted(bytes);
  if (bytes.startsWith(MAPPED)) return dotted(bytes.slice(MAPPED.length));
  return (bytes.match(/.{4}/g) ?? []).join(':');
}

const MAPPED = '00000000000000000000ffff';

function dotted(bytes: string): string {
  return (bytes.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).join('.');
}

/** The same key for an address as an engine writes it, such as `fd00::2`; empty for none. */
export function writtenAddress(text: string): string {
  if (!text.includes(':')) return text;
  const [before = '', after] = text.toLowerCase().split('::');
  const front = before === '' ? [] : before.split(':');
  const back = after === undefined || after === '' ? [] : after.split(':');
  const zeros = after === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  return [...front, ...Array.from({ length: zeros }, () => '0'), ...back]
    .map((group) => group.padStart(4, '0'))
    .join(':');
}

/** Of one machine only: no other one was spoken to. Docker's name server (127.0.0.11) is among them. */
export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '0000:0000:0000:0000:0000:0000:0000:0001';
}

/** Listens on every address of its machine. */
export function isEveryAddress(address: string): boolean {
  return address === '0.0.0.0' || address === '0000:0000:0000:0000:0000:0000:0000:0000';
}

/** IPv6 addresses of one cable, which engines do not tell. */
export function isLinkLocal(address: string): boolean {
  return /^fe[89ab]/.test(address);
}

/** The network of that size which an address is in, as a key. */
export function networkKey(address: string, prefix: number): string {
  const { mark, radix, width } = address.includes(':')
    ? { mark: ':', radix: 16, width: 16 }
    : { mark: '.', radix: 10, width: 8 };
  const bits = address
    .split(mark)
    .map((part) => Number.parseInt(part, radix).toString(2).padStart(width, '0'))
    .join('');
  return `${mark}${bits.slice(0, prefix)}/${prefix}`;
}
