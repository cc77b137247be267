import { expect, it } from '@jest/globals';
import { namesOf, upstreams } from './upstreams.ts';

it.each([
  {
    title: 'addresses',
    text: 'http://a:1, https://b:2/',
    read: [{ url: 'http://a:1' }, { url: 'https://b:2' }],
  },
  { title: 'a name', text: 'hw-2=http://a:1', read: [{ url: 'http://a:1', name: 'hw-2' }] },
  {
    title: 'an equals sign in the address',
    text: 'http://a:1/?x=1',
    read: [{ url: 'http://a:1/?x=1' }],
  },
  { title: 'nothing', text: ' , ', read: [] },
])('reads $title', ({ text, read }) => {
  expect(upstreams(text)).toEqual({ kind: 'read', upstreams: read });
});

it.each(['9101', 'ftp://a', 'x=', 'http://'])('refuses %j, naming it', (text) => {
  expect(upstreams(text)).toMatchObject({ kind: 'faulty', fault: expect.stringContaining(text) });
});

it('names by configuration, then by what the service says, then by address', () => {
  const list = [{ url: 'http://a:1', name: 'x' }, { url: 'http://b:2' }, { url: 'http://c:3' }];
  const said = new Map([
    ['http://a:1', 'hardware-exporter'],
    ['http://b:2', 'trading-exporter'],
  ]);
  expect(namesOf(list, said).map(({ name }) => name)).toEqual(['x', 'trading-exporter', 'c:3']);
});

it('names one that never answered by its usual port', () => {
  const [first] = namesOf([{ url: 'http://127.0.0.1:9103' }], new Map());
  expect(first?.name).toBe('trading-exporter');
});

it('tells two of one kind apart', () => {
  const said = new Map([
    ['http://a:1', 'hardware-exporter'],
    ['http://b:1', 'hardware-exporter'],
  ]);
  const names = namesOf([{ url: 'http://a:1' }, { url: 'http://b:1' }], said);
  expect(names.map(({ name }) => name)).toEqual(['hardware-exporter@a:1', 'hardware-exporter@b:1']);
});
