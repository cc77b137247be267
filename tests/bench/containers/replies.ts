/** Replies of an Engine 28 on cgroup v2 for made-up containers, with everything that such an engine tells. */

const NETWORK = 'bench_default';

export function listReply(index: number) {
  return {
    Id: String(index),
    Names: [`/bench-engine-${index}`],
    Image: 'bench/engine:1',
    ImageID: `sha256:${'ab'.repeat(32)}`,
    Command: 'python main.py',
    Created: 1_770_000_000,
    State: 'running',
    Status: 'Up 5 minutes (healthy)',
    Ports: [],
    Labels: {
      'com.docker.compose.project': 'bench',
      'com.docker.compose.service': `engine-${index}`,
      'com.docker.compose.version': '2.40.0',
    },
    HostConfig: { NetworkMode: NETWORK },
    NetworkSettings: { Networks: { [NETWORK]: { IPAddress: addressOf(index) } } },
    Mounts: [],
  };
}

export function inspectReply(index: number) {
  return {
    Id: String(index),
    Name: `/bench-engine-${index}`,
    RestartCount: 0,
    State: {
      Status: 'running',
      Running: true,
      OOMKilled: false,
      Pid: 1000 + index,
      ExitCode: 0,
      StartedAt: '2026-02-01T08:00:00Z',
      FinishedAt: '0001-01-01T00:00:00Z',
    },
    Config: { Image: 'bench/engine:1', Env: ['TOKEN=secret'] },
    HostConfig: { Memory: 2 ** 31, NanoCpus: 2e9, NetworkMode: NETWORK },
    NetworkSettings: { Ports: {}, Networks: { [NETWORK]: { IPAddress: addressOf(index) } } },
  };
}

/** A body so many seconds after the start. */
export function statsReply(index: number, seconds: number) {
  /** A counter whose rate goes up and down by two fifths. */
  const elapsed = seconds + 40 * Math.sin(seconds / 97 + index);
  const grown = (aSecond: number) => 1_000_000 + Math.round(aSecond * elapsed * (1 + (index % 7)));
  const used = Math.round(2 ** 30 * (1 + 0.4 * Math.sin(seconds / 311 + index)));
  const memory = Object.fromEntries(
    MEMORY_FIELDS.map((field, at) => [field, 1_048_576 * ((at + index) % 90)]),
  );
  return {
    id: String(index),
    name: `/bench-engine-${index}`,
    read: new Date(1_770_000_000_000 + seconds * 1000).toISOString(),
    preread: '0001-01-01T00:00:00Z',
    pids_stats: { current: 24, limit: 18_446_744_073_709_552_000 },
    blkio_stats: {
      io_service_bytes_recursive: [
        { major: 254, minor: 0, op: 'read', value: grown(4096) },
        { major: 254, minor: 0, op: 'write', value: grown(8192) },
      ],
      io_serviced_recursive: null,
    },
    num_procs: 0,
    storage_stats: {},
    cpu_stats: {
      cpu_usage: {
        total_usage: grown(3e8),
        usage_in_kernelmode: grown(5e7),
        usage_in_usermode: grown(2.5e8),
      },
      system_cpu_usage: grown(12e9),
      online_cpus: 12,
      throttling_data: { periods: grown(10), throttled_periods: grown(1), throttled_time: 0 },
    },
    precpu_stats: { cpu_usage: { total_usage: 0 }, throttling_data: { periods: 0 } },
    memory_stats: { usage: used, limit: 2 ** 31, stats: memory },
    networks: {
      eth0: {
        rx_bytes: grown(40_000),
        rx_packets: grown(60),
        rx_errors: 0,
        rx_dropped: 0,
        tx_bytes: grown(30_000),
        tx_packets: grown(50),
        tx_errors: 0,
        tx_dropped: 0,
      },
    },
  };
}

function addressOf(index: number): string {
  return `172.${20 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;
}

/** The keys of memory.stat as the engine hands them on. */
const MEMORY_FIELDS = [
  ...['active_anon', 'active_file', 'anon', 'anon_thp', 'file', 'file_dirty', 'file_mapped'],
  ...['file_writeback', 'inactive_anon', 'inactive_file', 'kernel_stack', 'pgactivate'],
  ...['pgdeactivate', 'pgfault', 'pglazyfree', 'pglazyfreed', 'pgmajfault', 'pgrefill', 'pgscan'],
  ...['pgsteal', 'shmem', 'slab', 'slab_reclaimable', 'slab_unreclaimable', 'sock'],
  ...['thp_collapse_alloc', 'thp_fault_alloc', 'unevictable', 'workingset_activate'],
  ...['workingset_nodereclaim', 'workingset_refault'],
];
