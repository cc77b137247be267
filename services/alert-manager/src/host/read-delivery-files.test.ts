import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { resolveContacts } from '../notices/contacts.ts';
import { receiversOf } from '../notices/routing.ts';
import { readAlertmanagerFile, readAlertPolicy, secretsBeside } from './read-delivery-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'm4max-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const shipped = (name: string) =>
  fileURLToPath(new URL(`../../../../monitoring/${name}`, import.meta.url));

it('the shipped files load without any secret', () => {
  const path = shipped('alertmanager.yml');
  const file = readAlertmanagerFile(path);
  expect(readAlertPolicy(shipped('alert-policy.yml'), file)).toMatchObject({
    escalation: [{ severities: ['critical'], after: '2m', receiver: 'pagerduty' }],
    fallback_receiver: 'email',
  });
  const { targets, unconfigured } = resolveContacts({
    file,
    saved: {},
    readSecret: () => undefined,
  });
  expect(targets).toEqual([]);
  expect(unconfigured.map(({ receiver }) => receiver)).toEqual([
    'slack',
    'email',
    'pagerduty',
    'webhook',
  ]);
});

it.each([
  { severity: 'info', receivers: ['board'] },
  { severity: 'warning', receivers: ['slack'] },
  { severity: 'critical', receivers: ['slack', 'email'] },
  { severity: 'emergency', receivers: ['slack', 'email', 'pagerduty', 'webhook'] },
])('as shipped, $severity goes to $receivers', ({ severity, receivers }) => {
  const { route } = readAlertmanagerFile(shipped('alertmanager.yml'));
  expect(receiversOf(route, { severity })).toEqual(receivers);
});

it.each([
  {
    title: 'a stray colon',
    text: 'global:\n  slack_api_url: https://x.test/s3cret: y',
    at: /line 2, column 18/,
  },
  { title: 'a reserved character', text: 'a: @s3cret', at: /line 1, column 4/ },
  { title: 'an alias', text: 'a: *s3cret', at: /cannot be read/ },
  { title: 'a tag', text: 'route: { receiver: !s3cret a }\nreceivers: []', at: /faulty/ },
])(
  'says where the file is broken and nothing of what stands there: $title',
  async ({ text, at }) => {
    const path = join(folder, 'alertmanager.yml');
    await writeFile(path, text);
    const warned: unknown[] = [];
    const note = (warning: unknown) => warned.push(warning);
    process.on('warning', note);
    let thrown: unknown;
    try {
      readAlertmanagerFile(path);
    } catch (error) {
      thrown = error;
    }
    await new Promise(setImmediate); // Warnings come a turn later.
    process.off('warning', note);
    expect(inspect([thrown, warned], { depth: 9 })).toMatch(at);
    expect(inspect([thrown, warned], { depth: 9 })).not.toContain('s3cret');
  },
);

it('names the file and every fault in it', async () => {
  const path = join(folder, 'alertmanager.yml');
  await writeFile(
    path,
    'route: { receiver: a, group_wait: 0s }\nreceivers: [{ name: a }]\ntemplates: []\n',
  );
  expect(() => readAlertmanagerFile(path)).toThrow(
    /^ALERTMANAGER_CONFIG_FILE .*alertmanager.yml is faulty\n✖ .*route.group_wait: this key is not supported yet.*\n✖ templates: /s,
  );
  await writeFile(path, 'route: [');
  expect(() => readAlertmanagerFile(path)).toThrow('cannot be read');
  expect(() => readAlertmanagerFile(join(folder, 'absent.yml'))).toThrow('cannot be read');
});

it('refuses a policy that names a receiver that is not there', async () => {
  const path = join(folder, 'policy.yml');
  await writeFile(path, 'fallback_receiver: carrier-pigeon\n');
  const file = readAlertmanagerFile(shipped('alertmanager.yml'));
  expect(() => readAlertPolicy(path, file)).toThrow('names carrier-pigeon: add such a receiver');
});

it('reads secrets beside the file, when they are there', async () => {
  const readSecret = secretsBeside(join(folder, 'alertmanager.yml'));
  expect(readSecret('slack')).toBeUndefined();
  await writeFile(join(folder, 'slack'), ' https://hooks.slack.com/x \n');
  expect(readSecret('slack')).toBe('https://hooks.slack.com/x');
  await writeFile(join(folder, 'slack'), '\n');
  expect(readSecret('slack')).toBeUndefined();
});
