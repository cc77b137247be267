import { expect, it } from '@jest/globals';
import { refusalError } from './refusal.ts';
import { unreadContainers } from './unread-containers.ts';

const containers = ['risk', 'ml', 'web', 'db', 'bus'].map((name) => ({
  container: { id: `id-${name}`, name },
}));
const late = new DOMException('no answer', 'TimeoutError');
const refused = (status: number) =>
  refusalError({ status, path: '/containers/id-ml/stats?stream=false', body: 'no' });
const told = (unread: readonly (readonly [string, unknown])[]) =>
  unreadContainers(containers, new Map(unread), 'desk').map(({ reason }) => reason);

it.each([
  { title: 'nothing failed', unread: [] },
  { title: 'one has ended and has no readings', unread: [['id-ml', undefined]] },
  { title: 'one was removed meanwhile', unread: [['id-ml', refused(404)]] },
  { title: 'one is listed no more', unread: [['id-gone', late]] },
] as const)('says nothing when $title', ({ unread }) => {
  expect(told(unread)).toEqual([]);
});

it('names a container and why', () => {
  expect(told([['id-ml', refused(403)]])).toEqual([
    'ml could not be read: the last readings stand. The address of the Docker Engine desk does not let /containers/{id}/stats be read: set CONTAINERS=1 at the socket proxy',
  ]);
});

it('names three of many, and the first reason', () => {
  const unread = [...containers].reverse().map(({ container }) => [container.id, late] as const);
  const [reason, ...others] = told(unread);
  expect(others).toEqual([]);
  expect(reason).toMatch(
    /^risk, ml, web and 2 more could not be read: .* desk gave no answer in 2 s/,
  );
});
