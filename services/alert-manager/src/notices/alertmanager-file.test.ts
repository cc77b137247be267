import { expect, it } from '@jest/globals';
import { AlertmanagerFile, faultLines } from './alertmanager-file.ts';

const least = { route: { receiver: 'a' }, receivers: [{ name: 'a' }] };

it('takes the least there can be', () => {
  expect(AlertmanagerFile.parse(least).global.smtp_require_tls).toBe(true);
});

it.each([
  {
    title: 'a key that comes later',
    file: { ...least, route: { receiver: 'a', group_by: ['host'] } },
    line: 'route.group_by: this key is not supported yet: remove it',
  },
  {
    title: 'one at the top',
    file: { ...least, inhibit_rules: [] },
    line: 'inhibit_rules: this key is not supported yet: remove it',
  },
  {
    title: 'one deep down',
    file: { ...least, receivers: [{ name: 'a', slack_configs: [{ channel: '#x' }] }] },
    line: 'receivers[0].slack_configs[0].channel: this key is not supported yet: remove it',
  },
  {
    title: 'one in a nested route',
    file: { ...least, route: { receiver: 'a', routes: [{ routes: [{ match: {} }] }] } },
    line: 'route.routes[0].routes[0].match: this key is not supported yet: remove it',
  },
  {
    title: 'matchers at the root',
    file: { ...least, route: { receiver: 'a', matchers: ['a="b"'] } },
    line: 'route.matchers: this key is not supported yet: remove it',
  },
  {
    title: 'a receiver that is not there',
    file: { ...least, route: { receiver: 'a', routes: [{ receiver: 'b' }] } },
    line: 'route.routes[0].receiver: there is no receiver named b: add it to receivers',
  },
  {
    title: 'two of one name',
    file: { ...least, receivers: [{ name: 'a' }, { name: 'a' }] },
    line: 'receivers[1].name: there are two receivers named a',
  },
  {
    title: 'a bad matcher',
    file: { ...least, route: { receiver: 'a', routes: [{ matchers: ['severity'] }] } },
    line: 'route.routes[0].matchers: bad matcher "severity": expected name, one of = != =~ !~, and a value',
  },
  {
    title: 'a mail server without a port',
    file: { ...least, global: { smtp_smarthost: 'mail' } },
    line: 'global.smtp_smarthost: expected host:port',
  },
])('refuses $title', ({ file, line }) => {
  const parsed = AlertmanagerFile.safeParse(file);
  expect(parsed.success ? [] : faultLines(parsed.error)).toEqual([line]);
});

it('names every fault of an empty file', () => {
  const parsed = AlertmanagerFile.safeParse(null);
  expect(parsed.success ? [] : faultLines(parsed.error)).toHaveLength(1);
});
