import { expect, it } from '@jest/globals';
import { allowedPath } from './allowed-path.ts';

const get = (path: string, parameters = {}) => allowedPath({ method: 'GET', path, parameters });

it.each([
  { title: 'facts', path: '/info', expected: '/info' },
  {
    title: 'a list',
    path: '/containers/json?',
    parameters: { all: true },
    expected: '/containers/json?all=true',
  },
  { title: 'an inspection', path: '/containers/a1/json?', expected: '/containers/a1/json' },
  {
    title: 'stats',
    path: '/containers/a1/stats?',
    parameters: { stream: false, 'one-shot': true },
    expected: '/containers/a1/stats?stream=false&one-shot=true',
  },
  {
    title: 'events',
    path: '/events?',
    parameters: { filters: { type: ['container'] }, since: 7 },
    expected: '/events?filters=%7B%22type%22%3A%5B%22container%22%5D%7D&since=7',
  },
])('lets $title pass', ({ path, parameters, expected }) => {
  expect(get(path, parameters)).toBe(expected);
});

it.each([
  { path: '/containers/a1/logs' },
  { path: '/containers/a1/archive' },
  { path: '/containers/../../images/json?x=/json' },
  { path: '/containers/a1%2F..%2F..%2Fimages/json' },
  { path: '/containers/../json' },
  { path: '/containers/a1/json?size=1' },
  { path: '/containers/a1/json\r\nX: y' },
  { path: '/v1.41/info' },
  { path: '/images/json' },
  { path: '//other/info' },
  { path: 'http://other/info' },
])('holds $path back', ({ path }) => {
  expect(() => get(path)).toThrow('refused');
});

it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'get'])('holds a %s back', (method) => {
  expect(() => allowedPath({ method, path: '/info', parameters: {} })).toThrow('refused');
});

it('holds a parameter back that makes the engine work', () => {
  expect(() => get('/containers/json?', { all: true, size: true })).toThrow('refused');
});
