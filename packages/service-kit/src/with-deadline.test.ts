import { getEventListeners, once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from '@jest/globals';
import { withDeadline } from './with-deadline.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

it.each([
  { title: 'alone', signal: undefined },
  { title: 'beside another signal', signal: new AbortController().signal },
])('aborts in time $title, whatever is collected meanwhile', async ({ signal }) => {
  const limited = withDeadline(0.2, signal);
  const aborted = once(limited, 'abort');
  collectGarbage();
  await aborted;
  expect(limited.reason).toMatchObject({ name: 'TimeoutError', message: 'not done in 0.2 s' });
});

it('aborts with the other signal, for its reason', () => {
  const controller = new AbortController();
  const limited = withDeadline(60, controller.signal);
  expect(limited.aborted).toBe(false);
  controller.abort('stopped');
  expect(limited.reason).toBe('stopped');
});

it('is aborted at once by a signal that was before', () => {
  expect(withDeadline(60, AbortSignal.abort('stopped')).reason).toBe('stopped');
});

it('leaves nothing with a signal that lives on', async () => {
  const { signal } = new AbortController();
  const limited = Array.from({ length: 20 }, () => withDeadline(0.05, signal));
  await Promise.all(limited.map((it) => once(it, 'abort')));
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  // Node keeps those joined by AbortSignal.any in a set under a symbol of its own.
  const joined = Object.getOwnPropertySymbols(signal).find((it) => /dependant/i.test(String(it)));
  expect(joined === undefined ? undefined : Reflect.get(signal, joined)).toBeUndefined();
});
