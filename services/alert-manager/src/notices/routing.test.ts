import { expect, it } from '@jest/globals';
import { AlertmanagerFile } from './alertmanager-file.ts';
import { receiversOf } from './routing.ts';

const names = ['root', 'team', 'night', 'extra', 'deep'];
const { route } = AlertmanagerFile.parse({
  receivers: names.map((name) => ({ name })),
  route: {
    receiver: 'root',
    routes: [
      { matchers: ['severity="info"'], receiver: 'night', continue: true },
      { matchers: ['severity="info"'], receiver: 'night', continue: true },
      {
        matchers: ['team="a"'],
        receiver: 'team',
        routes: [
          { matchers: ['deep="yes"'], receiver: 'deep', continue: true },
          { matchers: ['inherit="yes"'] },
        ],
      },
      { matchers: ['team="a"'], receiver: 'extra' },
      { matchers: ['team=~"a|b"', 'severity!="info"'], receiver: 'extra' },
    ],
  },
});

it.each([
  { title: 'nothing matches', labels: {}, receivers: ['root'] },
  { title: 'a child hides the root', labels: { team: 'a' }, receivers: ['team'] },
  {
    title: 'all matchers have to match',
    labels: { team: 'b', severity: 'info' },
    receivers: ['night'],
  },
  {
    title: 'continue goes on, a receiver counts once',
    labels: { team: 'a', severity: 'info' },
    receivers: ['night', 'team'],
  },
  {
    title: 'a grandchild hides its parent',
    labels: { team: 'a', deep: 'yes' },
    receivers: ['deep'],
  },
  {
    title: 'a child without a receiver has its parent’s',
    labels: { team: 'a', deep: 'yes', inherit: 'yes' },
    receivers: ['deep', 'team'],
  },
  { title: 'the last sibling', labels: { team: 'b' }, receivers: ['extra'] },
])('$title', ({ labels, receivers }) => {
  expect(receiversOf(route, labels as Record<string, string>)).toEqual(receivers);
});
