import { expect, it } from '@jest/globals';
import { readStats } from '../fixtures/recorded-stats.ts';

it.each([
  {
    text: '{"message":"No such container: web"}',
    fault: 'the engine answered with an error: No such container: web',
  },
  {
    text: 'CONTAINER ID   NAME      CPU %     MEM USAGE / LIMIT',
    fault: /the output of `docker stats`.*curl --unix-socket/,
  },
  {
    text: '\u001b[2J\u001b[H{"BlockIO":"0B / 0B","CPUPerc":"1.2%"}',
    fault: /the output of `docker stats`/,
  },
  {
    text: '{"BlockIO":"0B / 0B","CPUPerc":"1.2%","MemUsage":"1MiB / 2GiB"}',
    fault: /`docker stats --format json`.*curl --unix-socket/,
  },
  {
    text: '{"Type":"container","Action":"die","Actor":{"ID":"a"}}',
    fault: /an event: m4max read docker-events/,
  },
  { text: '{"Id":"a","Names":["/web"],"State":"running"}', fault: /an entry of a list/ },
  { text: '{"read":7}', fault: /it has the fields read/ },
  { text: '{"read":"soon"}', fault: /it has the fields read/ },
  { text: '{"colour":"red"}', fault: /it has the fields colour/ },
  { text: '{}', fault: 'this is empty' },
  { text: 'Permission denied', fault: 'this is not JSON: "Permission denied"' },
])('says of $text what it is', ({ text, fault }) => {
  const [only] = readStats(text);
  expect(only?.fault).toEqual(typeof fault === 'string' ? fault : expect.stringMatching(fault));
});
