import { expect, it } from '@jest/globals';
import { OUTSIDE } from '@m4max/contracts';
import type { Owner } from './address-book.ts';
import { seenLinks } from './seen-links.ts';
import type { Socket } from './sockets.ts';

const at = new Date('2026-03-02T09:00:00Z');

/** web 172.18.0.2 and 10.9.0.2, db 172.18.0.3, job 10.9.0.4; 172.18.0.99 was somebody's. */
const owners: Readonly<Record<string, string | undefined>> = {
  '172.18.0.2': 'web',
  '10.9.0.2': 'web',
  '172.18.0.3': 'db',
  '10.9.0.4': 'job',
  '172.18.0.99': undefined,
};
const ownersSince =
  (since: Date) =>
  (address: string): Owner => {
    if (!Object.hasOwn(owners, address)) return { kind: 'outside' };
    const name = owners[address];
    return name === undefined ? { kind: 'unknown' } : { kind: 'container', name, since };
  };

function socket(state: Socket['state'], local: string, remote: string): Socket {
  const end = (text: string) => {
    const colon = text.lastIndexOf(':');
    return { address: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
  };
  return { state, local: end(local), remote: end(remote) };
}

const listens = (local: string) => socket('listening', local, '0.0.0.0:0');
const open = (local: string, remote: string) => socket('open', local, remote);
const closed = (local: string, remote: string) => socket('closed', local, remote);
const everyVersion6 = '0000:0000:0000:0000:0000:0000:0000:0000';

function links(
  tables: Readonly<Record<string, readonly Socket[]>>,
  since = new Date(0),
): readonly string[] {
  const list = Object.entries(tables).map(([name, sockets]) => ({ name, at, sockets }));
  return seenLinks(list, ownersSince(since)).map(({ from, to, port }) => `${from} > ${to}:${port}`);
}

it.each([
  {
    title: 'both ends of a connection are one link',
    web: [open('172.18.0.2:40000', '172.18.0.3:5432')],
    db: [listens('0.0.0.0:5432'), open('172.18.0.3:5432', '172.18.0.2:40000')],
    expected: ['web > db:5432'],
  },
  {
    title: 'many connections to one port are one link',
    web: [
      open('172.18.0.2:40000', '172.18.0.3:5432'),
      open('172.18.0.2:40002', '172.18.0.3:5432'),
      open('172.18.0.2:40004', '172.18.0.3:6432'),
    ],
    db: [listens('0.0.0.0:5432'), listens('0.0.0.0:6432')],
    expected: ['web > db:5432', 'web > db:6432'],
  },
  {
    title: 'each may be the server of the other',
    web: [listens('0.0.0.0:80'), open('172.18.0.2:40000', '172.18.0.3:5432')],
    db: [listens('0.0.0.0:5432'), open('172.18.0.3:40000', '172.18.0.2:80')],
    expected: ['web > db:5432', 'db > web:80'],
  },
  {
    title: 'a listener of IPv6 takes connections of IPv4',
    web: [],
    db: [listens(`${everyVersion6}:5432`), open('172.18.0.3:5432', '172.18.0.2:40000')],
    expected: ['web > db:5432'],
  },
  {
    title: 'a listener on one address',
    web: [],
    db: [listens('172.18.0.3:50000'), open('172.18.0.3:50000', '172.18.0.2:40000')],
    expected: ['web > db:50000'],
  },
  {
    title: 'a listener on another address of the container is none',
    web: [listens('10.9.0.2:40000'), open('172.18.0.2:40000', '172.18.0.3:50000')],
    db: [listens('0.0.0.0:50000')],
    expected: ['web > db:50000'],
  },
  {
    title: 'a container in two networks is one',
    web: [listens('0.0.0.0:80'), open('10.9.0.2:80', '10.9.0.4:41000')],
    db: [open('172.18.0.3:41000', '172.18.0.2:80')],
    expected: ['job > web:80', 'db > web:80'],
  },
  {
    title: 'the same port on both sides, where only one listens',
    web: [open('172.18.0.2:9000', '172.18.0.3:9000')],
    db: [listens('0.0.0.0:9000')],
    expected: ['web > db:9000'],
  },
  {
    title: 'the same port on both sides, where both listen: nobody can tell',
    web: [listens('0.0.0.0:9000'), open('172.18.0.2:9000', '172.18.0.3:9000')],
    db: [listens('0.0.0.0:9000'), open('172.18.0.3:9000', '172.18.0.2:9000')],
    expected: [],
  },
  {
    title: 'a connection to itself is no link',
    web: [listens('0.0.0.0:80'), open('172.18.0.2:40000', '10.9.0.2:80')],
    db: [],
    expected: [],
  },
  {
    title: 'calls from outside are one link a port',
    web: [
      listens('0.0.0.0:80'),
      open('172.18.0.2:80', '172.18.0.1:50000'),
      open('172.18.0.2:80', '203.0.113.7:50001'),
    ],
    db: [],
    expected: [`${OUTSIDE} > web:80`],
  },
  {
    title: 'calls to the outside are one link a port',
    web: [
      open('172.18.0.2:40000', '203.0.113.7:443'),
      open('172.18.0.2:40001', '198.51.100.7:443'),
      closed('172.18.0.2:40002', '198.51.100.7:9443'),
    ],
    db: [],
    expected: [`web > ${OUTSIDE}:443`, `web > ${OUTSIDE}:9443`],
  },
  {
    title: 'the address of a removed container is nobody',
    web: [listens('0.0.0.0:80'), open('172.18.0.2:80', '172.18.0.99:40000')],
    db: [],
    expected: [],
  },
  {
    title: 'a closed connection, kept by the client',
    web: [closed('172.18.0.2:40000', '172.18.0.3:5432')],
    db: [listens('0.0.0.0:5432')],
    expected: ['web > db:5432'],
  },
  {
    title: 'a closed connection, kept by the server',
    web: [],
    db: [listens('0.0.0.0:5432'), closed('172.18.0.3:5432', '172.18.0.2:40000')],
    expected: ['web > db:5432'],
  },
  {
    title: 'a closed connection to a listener that closed too',
    web: [closed('172.18.0.2:40000', '172.18.0.3:5432')],
    db: [],
    expected: ['web > db:5432'],
  },
  {
    title: 'a server whose listener closed after the call',
    web: [open('172.18.0.2:40000', '172.18.0.3:5432')],
    db: [open('172.18.0.3:5432', '172.18.0.2:40000')],
    expected: ['web > db:5432'],
  },
])('$title', ({ web, db, expected }) => {
  expect(links({ web, db })).toEqual(expected);
});

it.each([
  { title: 'since then', secondsBefore: 0, expected: ['web > db:5432'] },
  { title: 'only since later', secondsBefore: -1, expected: [] },
  { title: 'since a minute before', secondsBefore: 60, expected: ['web > db:5432', 'web > db:80'] },
  { title: 'since less than that', secondsBefore: 59, expected: ['web > db:5432'] },
])('an address that is its $title', ({ secondsBefore, expected }) => {
  const web = [
    open('172.18.0.2:40000', '172.18.0.3:5432'),
    closed('172.18.0.2:40002', '172.18.0.3:80'),
  ];
  const db = [listens('0.0.0.0:5432'), listens('0.0.0.0:80')];
  expect(links({ web, db }, new Date(at.getTime() - secondsBefore * 1000))).toEqual(expected);
});

it('tells of a peer whose own table was not read', () => {
  expect(links({ web: [open('172.18.0.2:40000', '172.18.0.3:5432')] })).toEqual(['web > db:5432']);
  const server = [listens('0.0.0.0:80'), open('172.18.0.2:80', '172.18.0.3:40000')];
  expect(links({ web: server })).toEqual(['db > web:80']);
});

it('sees nothing in nothing', () => {
  expect(links({})).toEqual([]);
});
