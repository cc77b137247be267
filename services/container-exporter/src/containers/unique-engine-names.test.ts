import { expect, it } from '@jest/globals';
import { uniqueEngineNames } from './unique-engine-names.ts';

it.each([
  { title: 'distinct', engines: [{ id: 'AAAA:1', name: 'desktop' }], names: ['desktop'] },
  {
    title: 'two virtual machines of one name',
    engines: [
      { id: 'AAAA:1', name: 'docker' },
      { id: 'BBBB:2', name: 'docker' },
      { id: 'CCCC:3', name: 'colima' },
    ],
    names: ['docker-AAAA', 'docker-BBBB', 'colima'],
  },
  {
    title: 'two machines of Podman, told apart by their sockets',
    engines: [
      { id: '/tmp/podman/a-api.sock', name: 'localhost' },
      { id: '/tmp/podman/b-api.sock', name: 'localhost' },
      { id: 'CCCC:3', name: 'localhost' },
    ],
    names: [
      ...['localhost-/tmp/podman/a-api.sock', 'localhost-/tmp/podman/b-api.sock'],
      'localhost-CCCC',
    ],
  },
])('$title', ({ engines, names }) => {
  expect([...uniqueEngineNames(engines).values()]).toEqual(names);
});
