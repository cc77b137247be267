import { expect, it } from '@jest/globals';
import { addressesOf } from './addresses-of.ts';

const engine = { name: 'nautilus-ml-engine', native: false };

it.each([
  { title: 'no page', entry: { ...engine, port: 8400 }, inside: [], outside: [] },
  {
    title: 'a page',
    entry: { ...engine, port: 8400, metrics: '/metrics' },
    inside: ['http://nautilus-ml-engine:8400/metrics'],
    outside: ['http://localhost:8400/metrics'],
  },
  {
    title: 'another port in its container',
    entry: { ...engine, port: 9000, container_port: 8000, metrics: '/health' },
    inside: ['http://nautilus-ml-engine:8000/health'],
    outside: ['http://localhost:9000/health'],
  },
  {
    title: 'two homes',
    entry: { ...engine, native: true, port: 9000, container_port: 8000, metrics: '/m' },
    inside: ['http://nautilus-ml-engine:8000/m', 'http://host.docker.internal:9000/m'],
    outside: ['http://localhost:9000/m'],
  },
  {
    title: 'an address of its own',
    entry: { ...engine, port: 8400, metrics_url: 'https://desk.example/m?a=1' },
    inside: ['https://desk.example/m?a=1'],
    outside: ['https://desk.example/m?a=1'],
  },
])('an engine with $title', ({ entry, inside, outside }) => {
  expect(addressesOf(entry, true)).toEqual(inside);
  expect(addressesOf(entry, false)).toEqual(outside);
});
