import type { Labels } from '@m4max/contracts';

const OFFSET = 14_695_981_039_346_656_037n;
const PRIME = 1_099_511_628_211n;
const SEPARATOR = 0xff;
const encoder = new TextEncoder();

/**
 * What makes an alert this alert: Prometheus' hash of its labels (FNV-1a, 64 bits, 16 hex digits).
 * Labels with an empty value do not count. Names are sorted by their UTF-8 bytes, not as JavaScript sorts.
 */
export function fingerprint(labels: Labels): string {
  const named = Object.entries(labels)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ name: encoder.encode(name), value: encoder.encode(value) }))
    .toSorted((left, right) => compareBytes(left.name, right.name));
  let hash = OFFSET;
  const add = (byte: number) => {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  };
  for (const { name, value } of named) {
    name.forEach(add);
    add(SEPARATOR);
    value.forEach(add);
    add(SEPARATOR);
  }
  return hash.toString(16).padStart(16, '0');
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
