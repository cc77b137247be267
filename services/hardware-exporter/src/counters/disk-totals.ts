/** What all disks together did since the machine started. */
export type DiskTotals = {
  readonly readBytes: number;
  readonly writeBytes: number;
  readonly readOperations: number;
  readonly writeOperations: number;
};

/** The kernel counts sectors of this size whatever the disk's own are. */
const SECTOR_BYTES = 512;
/** Devices that stand on others, or on memory: counting them would count twice. */
const NOT_A_DISK = /^(?:loop|ram|zram|dm-|md|sr|fd|nbd)/;

/** Sums `/proc/diskstats` over whole disks; `undefined` when it lists none, as in some containers. */
export function diskTotals(diskstats: string): DiskTotals | undefined {
  const rows = diskstats
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((row) => row.length >= 10 && !NOT_A_DISK.test(row[2] ?? ''));
  const names = rows.map((row) => row[2] ?? '');
  const disks = rows.filter((row) => !isPartition(row[2] ?? '', names));
  if (disks.length === 0) return undefined;
  const total = (column: number) => {
    let sum = 0;
    for (const disk of disks) sum += Number(disk[column]);
    return sum;
  };
  return {
    readOperations: total(3),
    readBytes: total(5) * SECTOR_BYTES,
    writeOperations: total(7),
    writeBytes: total(9) * SECTOR_BYTES,
  };
}

/** `sda1` beside `sda`, `nvme0n1p2` beside `nvme0n1`. */
function isPartition(name: string, names: readonly string[]): boolean {
  return names.some(
    (disk) => disk !== name && name.startsWith(disk) && /^p?\d+$/.test(name.slice(disk.length)),
  );
}
