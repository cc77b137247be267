import { expect, it } from '@jest/globals';
import { isOlder } from './is-older.ts';

it.each([
  { version: '2.1.3', than: '2.1.4', older: true },
  { version: '2.1.4', than: '2.1.4', older: false },
  { version: '2.1.10', than: '2.1.9', older: false },
  { version: '0.10.0', than: '0.4.0', older: false },
  { version: '1.9.9', than: '2.0.0', older: true },
  { version: '2.2', than: '2.1.4', older: false },
  { version: 'unclear', than: '0.4.0', older: true },
  { version: undefined, than: '0.0.1', older: true },
])('isOlder: $version than $than', ({ version, than, older }) => {
  expect(isOlder(version, than)).toBe(older);
});
