import { expect, it } from '@jest/globals';
import { isInContainer } from './container-of-process.ts';

const id = 'ab'.repeat(32);
const other = 'cd'.repeat(32);

it.each([
  {
    title: 'version 1',
    text: `9:name=systemd:/docker/${id}\n4:memory:/docker/${id}\n0::/\n`,
    is: true,
  },
  { title: 'version 2, cgroupfs', text: `0::/docker/${id}\n`, is: true },
  { title: 'version 2, systemd', text: `0::/system.slice/docker-${id}.scope\n`, is: true },
  { title: 'Podman', text: `0::/machine.slice/libpod-${id}.scope/container\n`, is: true },
  { title: 'from inside a cgroup namespace', text: `0::/../${id}\n`, is: true },
  { title: 'below the container', text: `0::/docker/${id}/init\n`, is: true },
  { title: 'an engine inside a container', text: `0::/docker/${other}/docker/${id}\n`, is: true },
  { title: 'a container inside of it', text: `0::/docker/${id}/docker/${other}\n`, is: false },
  { title: 'another container', text: `0::/docker/${other}\n`, is: false },
  { title: 'no container', text: '0::/user.slice/session-1.scope\n', is: false },
  { title: 'the cgroup of the reader', text: '0::/\n', is: false },
  { title: 'an id with more digits', text: `0::/docker/${id}ab\n`, is: false },
  { title: 'nothing', text: '', is: false },
])('$title: $is', ({ text, is }) => {
  expect(isInContainer(text, id)).toBe(is);
});
