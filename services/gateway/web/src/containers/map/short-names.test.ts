import { expect, it } from '@jest/globals';
import { shortNames } from './short-names.ts';

const plain = (...names: readonly string[]) => names.map((name) => ({ name, labels: {} }));
const ofProject = (project: string, ...names: readonly string[]) =>
  names.map((name) => ({ name, labels: { 'com.docker.compose.project': project } }));

it.each([
  { title: 'none', containers: [], short: [], beginnings: [] },
  {
    title: 'too few to bother',
    containers: plain('t-a', 't-b', 't-c'),
    short: ['t-a', 't-b', 't-c'],
    beginnings: [],
  },
  {
    title: 'most share a word',
    containers: plain('t-ml', 't-risk', 't-redis', 't-web', 'redis-exporter'),
    short: ['ml', 'risk', 'redis', 'web', 'redis-exporter'],
    beginnings: ['t-'],
  },
  {
    title: 'one would read like another',
    containers: plain('t-ml', 't-risk', 't-redis', 't-web', 'redis'),
    short: ['ml', 'risk', 't-redis', 'web', 'redis'],
    beginnings: ['t-'],
  },
  {
    title: 'two engines have one of the same name',
    containers: plain('t-ml', 't-ml', 't-risk', 't-web'),
    short: ['ml', 'ml', 'risk', 'web'],
    beginnings: ['t-'],
  },
  {
    title: 'only numbers would be left',
    containers: plain('worker-1', 'worker-2', 'worker-3', 'worker-4'),
    short: ['worker-1', 'worker-2', 'worker-3', 'worker-4'],
    beginnings: [],
  },
  {
    title: 'two projects, one service in both',
    containers: [
      ...ofProject('live', 'live-ml-1', 'live-web-1', 'live-db-1', 'live-bus-1'),
      ...ofProject('test_a', 'test_a_ml_1', 'test_a_x_1', 'test_a_y_1', 'test_a_web-1'),
      ...ofProject('other', 'renamed', 'other'),
    ],
    short: [
      'ml-1',
      'live-web-1',
      'db-1',
      'bus-1',
      'ml_1',
      'x_1',
      'y_1',
      'test_a_web-1',
      'renamed',
      'other',
    ],
    beginnings: ['test_a_', 'live-'],
  },
])('short names: $title', ({ containers, short, beginnings }) => {
  const found = shortNames(containers);
  expect(containers.map(({ name }) => found.shortOf(name))).toEqual(short);
  expect(found.beginnings).toEqual(beginnings);
});
