import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { ownContainerId } from './own-container-id.ts';

const ID = 'ab'.repeat(32);

it.each([
  {
    title: 'Docker',
    mounts: `612 598 254:1 /docker/containers/${ID}/hostname /etc/hostname rw - ext4 /dev/vda1 rw`,
    expected: ID,
  },
  {
    title: 'Podman',
    mounts: `7 5 0:2 /run/containers/overlay-containers/${ID}/userdata/hostname /etc/hostname rw - tmpfs tmpfs rw`,
    expected: ID,
  },
  { title: 'a machine', mounts: '22 1 254:1 / / rw - ext4 /dev/vda1 rw', expected: undefined },
])('$title', ({ mounts, expected }) => {
  const folder = mkdtempSync(join(tmpdir(), 'm4max-mounts-'));
  const file = join(folder, 'mountinfo');
  writeFileSync(file, mounts);
  expect(ownContainerId(file)).toBe(expected);
  rmSync(folder, { recursive: true });
});

it('is not known where the file is missing', () => {
  expect(ownContainerId('/nowhere/mountinfo')).toBeUndefined();
});
