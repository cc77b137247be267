import { expect, it } from '@jest/globals';
import { diskTotals } from './disk-totals.ts';

it('sums whole disks, neither their partitions nor what stands on them', () => {
  const diskstats = `
   7       0 loop0 9 0 9 0 9 0 9 0 0 0 0
   8       0 sda 10 1 100 5 20 2 200 6 0 7 8
   8       1 sda1 10 1 100 5 20 2 200 6 0 7 8
 259       0 nvme0n1 1 0 10 0 2 0 20 0 0 0 0
 259       1 nvme0n1p2 1 0 10 0 2 0 20 0 0 0 0
 253       0 dm-0 10 1 100 5 20 2 200 6 0 7 8
 254       0 vda 100 0 1000 0 200 0 2000 0 0 0 0
`;
  expect(diskTotals(diskstats)).toEqual({
    readOperations: 111,
    readBytes: 1110 * 512,
    writeOperations: 222,
    writeBytes: 2220 * 512,
  });
});

it.each(['', 'nonsense', '   7       0 loop0 9 0 9 0 9 0 9 0 0 0 0\n'])(
  'finds no disk in %j',
  (diskstats) => {
    expect(diskTotals(diskstats)).toBeUndefined();
  },
);
