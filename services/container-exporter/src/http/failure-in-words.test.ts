import { expect, it } from '@jest/globals';
import { AxiosError } from 'axios';
import { failureInWords } from './failure-in-words.ts';

const failed = (code: string | undefined, cause?: object) => {
  const error = new AxiosError('what Node said', code);
  if (cause !== undefined) Object.assign(error, { cause });
  return failureInWords(error);
};

it.each([
  { code: 'EHOSTUNREACH', reason: 'its address cannot be reached from here' },
  { code: 'ETIMEDOUT', reason: 'gave no answer in 2 s' },
  { code: 'EPIPE', reason: 'closed the connection without an answer' },
  {
    code: 'CERT_NOT_YET_VALID',
    reason: 'its certificate is not valid yet: check the clocks of both machines',
  },
  { code: 'HPE_INVALID_CONSTANT', reason: 'does not answer in HTTP' },
  { code: 'EMFILE', reason: 'cannot be asked: EMFILE' },
  { code: undefined, reason: 'cannot be asked: what Node said' },
])('$code: $reason', ({ code, reason }) => {
  expect(failed(code)).toBe(reason);
});

it('knows a TLS alert by its first byte', () => {
  const rawPacket = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46]);
  expect(failed('HPE_INVALID_CONSTANT', { rawPacket })).toBe(
    'speaks TLS: ask it by an https:// url',
  );
});

it('takes what Node throws itself', () => {
  expect(failureInWords(new TypeError('Invalid character'))).toBe(
    'cannot be asked: TypeError: Invalid character',
  );
});
