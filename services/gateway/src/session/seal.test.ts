import { expect, it } from '@jest/globals';
import { cookieValue, SESSION_SECONDS, sessions } from './seal.ts';

const now = new Date('2026-01-05T10:00:00.000Z');
const ours = sessions(Buffer.alloc(32, 1));
const cookie = ours.seal('a:token=with; signs', now);
const middle = Math.floor(cookie.length / 2);
const changed = `${cookie.slice(0, middle)}${cookie[middle] === 'A' ? 'B' : 'A'}${cookie.slice(middle + 1)}`;
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);

it.each([
  { title: 'at once', value: cookie, at: now, token: 'a:token=with; signs' },
  {
    title: 'just before its end',
    value: cookie,
    at: after(SESSION_SECONDS - 1),
    token: 'a:token=with; signs',
  },
  { title: 'at its end', value: cookie, at: after(SESSION_SECONDS), token: undefined },
  { title: 'changed', value: changed, at: now, token: undefined },
  {
    title: 'sealed by another key',
    value: sessions(Buffer.alloc(32, 2)).seal('x', now),
    at: now,
    token: undefined,
  },
  { title: 'too short', value: 'AAAA', at: now, token: undefined },
  { title: 'nothing', value: '', at: now, token: undefined },
])('open: $title', ({ value, at, token }) => {
  expect(ours.open(value, at)).toBe(token);
});

it('does not show the token, and never seals twice the same', () => {
  expect(Buffer.from(cookie, 'base64url').toString('latin1')).not.toContain('token');
  expect(ours.seal('x', now)).not.toBe(ours.seal('x', now));
});

it.each([
  { header: 'a=1; m4max_session=x.y; b=2', value: 'x.y' },
  { header: 'm4max_session=a=b', value: 'a=b' },
  { header: 'xm4max_session=1', value: undefined },
  { header: undefined, value: undefined },
])('cookieValue of $header', ({ header, value }) => {
  expect(cookieValue(header, 'm4max_session')).toBe(value);
});
