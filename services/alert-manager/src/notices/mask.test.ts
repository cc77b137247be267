import { expect, it } from '@jest/globals';
import { maskAddress, maskSecret } from './mask.ts';

it.each([
  { secret: 'https://hooks.slack.com/services/T/B/abcd1234', mask: '…1234' },
  { secret: 'short', mask: '…' },
  { secret: '', mask: '…' },
])('$secret → $mask', ({ secret, mask }) => {
  expect(maskSecret(secret)).toBe(mask);
});

it.each([
  { address: 'ann@example.com', mask: 'a…@example.com' },
  { address: 'nobody', mask: '…' },
])('$address → $mask', ({ address, mask }) => {
  expect(maskAddress(address)).toBe(mask);
});
