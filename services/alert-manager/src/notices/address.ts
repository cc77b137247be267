/** An IP address as a number: 32 bits or 128. */
export type Address = { readonly family: 4 | 6; readonly bits: bigint };
export type Network = { readonly address: Address; readonly prefix: number };

/** `undefined` for anything but a plain address (a zone such as `%en0` is none). */
export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** `10.0.0.0/8`, or an address alone for itself. */
export function parseNetwork(text: string): Network | undefined {
  const [base = '', length, ...rest] = text.split('/');
  const address = parseAddress(base);
  if (address === undefined || rest.length > 0) return undefined;
  const most = address.family === 4 ? 32 : 128;
  if (length === undefined) return { address, prefix: most };
  if (!/^\d{1,3}$/.test(length) || Number(length) > most) return undefined;
  return { address, prefix: Number(length) };
}

export function contains({ address, prefix }: Network, candidate: Address): boolean {
  if (address.family !== candidate.family) return false;
  const hostBits = BigInt((address.family === 4 ? 32 : 128) - prefix);
  return address.bits >> hostBits === candidate.bits >> hostBits;
}

function parseIpv4(text: string): Address | undefined {
  if (!/^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return { family: 4, bits: joined(bytes, 8n) };
}

function parseIpv6(text: string): Address | undefined {
  const halves = withHexTail(text)?.split('::');
  if (halves === undefined || halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const zeros = 8 - head.length - tail.length;
  if (halves.length === 1 ? zeros !== 0 : zeros < 1) return undefined;
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return {
    family: 6,
    bits: joined(
      groups.map((group) => Number.parseInt(group, 16)),
      16n,
    ),
  };
}

/** The last 32 bits may be written as an IPv4 address. */
function withHexTail(text: string): string | undefined {
  if (!text.includes('.')) return text;
  const colon = text.lastIndexOf(':');
  const tail = parseIpv4(text.slice(colon + 1));
  if (tail === undefined) return undefined;
  const hex = (bits: bigint) => bits.toString(16);
  return `${text.slice(0, colon + 1)}${hex(tail.bits >> 16n)}:${hex(tail.bits & 0xffffn)}`;
}

function joined(parts: readonly number[], width: bigint): bigint {
  let bits = 0n;
  for (const part of parts) bits = (bits << width) | BigInt(part);
  return bits;
}
