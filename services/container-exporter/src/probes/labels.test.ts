import { expect, it } from '@jest/globals';
import { wishOf } from './labels.ts';

const labelled = (labels: Readonly<Record<string, string>>) =>
  wishOf(
    Object.fromEntries(Object.entries(labels).map(([name, it]) => [`m4max.probe.${name}`, it])),
  );

it('is none without a label of ours', () => {
  expect(wishOf({ 'm4max.other': '1', 'com.docker.compose.service': 'web' })).toEqual({
    kind: 'none',
  });
});

it('needs a port only', () => {
  const path = '/health';
  expect(labelled({ port: '8080' })).toEqual({ kind: 'ask', scheme: 'http', port: 8080, path });
});

it('takes a path and a scheme', () => {
  expect(labelled({ port: '443', path: '/up?deep=1', scheme: 'https' })).toEqual({
    kind: 'ask',
    scheme: 'https',
    port: 443,
    path: '/up?deep=1',
  });
});

it.each([
  { title: 'no port', labels: { path: '/x' }, reason: 'it needs the label m4max.probe.port too' },
  { title: 'an empty port', labels: { port: '' }, reason: 'port is no port' },
  { title: 'port 0', labels: { port: '0' }, reason: 'port is no port' },
  { title: 'a port out of range', labels: { port: '70000' }, reason: 'expected 1 to 65535' },
  { title: 'a port in words', labels: { port: 'secret' }, reason: 'port is no port' },
  { title: 'a path without /', labels: { port: '1', path: 'secret' }, reason: 'path is no path' },
  {
    title: 'a path that would leave its line',
    labels: { port: '1', path: '/secret\r\nHost: x' },
    reason: 'path is no path',
  },
  {
    title: 'a path that would be another host',
    labels: { port: '1', path: '@secret.example/' },
    reason: 'path is no path',
  },
  {
    title: 'a path without end',
    labels: { port: '1', path: `/${'secret'.repeat(50)}` },
    reason: 'path is no path',
  },
  { title: 'another scheme', labels: { port: '1', scheme: 'secret' }, reason: 'neither http' },
  { title: 'a typing error', labels: { prot: 'secret' }, reason: 'm4max.probe.prot is not known' },
])('is wrong with $title, and does not repeat its value', ({ labels, reason }) => {
  const wish = labelled(labels);
  expect(wish).toEqual({ kind: 'wrong', reason: expect.stringContaining(reason) });
  expect(JSON.stringify(wish)).not.toContain('secret');
});
