import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { readEntry } from './read-entry.ts';

const Inner = z.strictObject({ name: z.string() });
const Shape = z.strictObject({
  v: z.int().positive(),
  host: z.string(),
  list: z.array(Inner).optional(),
});

it.each([
  { title: 'as written', json: '{"v":1,"host":"a"}', entry: { v: 1, host: 'a' } },
  {
    title: 'an unknown field',
    json: '{"v":1,"host":"a","new":{"x":1}}',
    entry: { v: 1, host: 'a' },
  },
  {
    title: 'unknown fields deep inside',
    json: '{"v":1,"host":"a","list":[{"name":"x"},{"name":"y","more":1,"most":2}],"new":1}',
    entry: { v: 1, host: 'a', list: [{ name: 'x' }, { name: 'y' }] },
  },
])('readEntry: $title', ({ json, entry }) => {
  expect(readEntry(Shape, json)).toEqual({ kind: 'entry', entry });
});

it.each([
  { title: 'a newer version', json: '{"v":2,"host":7}', expected: { kind: 'newer', version: 2 } },
  {
    title: 'no field json',
    json: undefined,
    expected: { kind: 'malformed', reason: expect.stringContaining('no field') },
  },
  {
    title: 'cut off',
    json: '{"v":1,"ho',
    expected: { kind: 'malformed', reason: expect.any(String) },
  },
  {
    title: 'a wrong type',
    json: '{"v":1,"host":7}',
    expected: { kind: 'malformed', reason: expect.stringMatching(/^host: /) },
  },
  {
    title: 'a wrong type beside an unknown field',
    json: '{"v":1,"host":7,"new":1}',
    expected: { kind: 'malformed', reason: expect.stringMatching(/^host: /) },
  },
  { title: 'null', json: 'null', expected: { kind: 'malformed', reason: expect.any(String) } },
  {
    title: 'a version in words',
    json: '{"v":"2","host":"a"}',
    expected: { kind: 'malformed', reason: expect.stringMatching(/^v: /) },
  },
])('readEntry refuses $title', ({ json, expected }) => {
  expect(readEntry(Shape, json)).toEqual(expected);
});
