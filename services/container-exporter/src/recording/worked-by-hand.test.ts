import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { readStats, valueAt } from '../fixtures/recorded-stats.ts';

function fixture(name: string) {
  return readStats(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8'));
}

const MEBIBYTE = 1024 * 1024;
const NEW_BASELINE = 'the counters or the clock went back, or no time has passed: a new baseline';

type Row = readonly [body: number, path: string, value: unknown, worked: string];

/** Values worked out by hand from the numbers in the fixtures; `undefined` is "not known". */
const worked: Readonly<Record<string, readonly Row[]>> = {
  'engine-28-cgroup-v2.jsonl': [
    [1, 'cpu.cores_used', undefined, 'one-shot: precpu is empty, and there is nothing before it'],
    [1, 'missing.cpu.cores_used', 'a rate needs a second body of the container', 'so it says'],
    [1, 'cpu.usage_seconds_total', 10, '10,000,000,000 ns'],
    [1, 'memory.working_set_bytes', 500 * MEBIBYTE, 'usage 700 MiB − inactive_file 200 MiB'],
    [1, 'memory.limit_ratio', 0.48828125, '500 MiB of the 1024 MiB of HostConfig.Memory'],
    [1, 'memory.rss_bytes', 450 * MEBIBYTE, 'anon'],
    [1, 'memory.cache_bytes', 230 * MEBIBYTE, 'file'],
    [1, 'memory.max_usage_bytes', undefined, 'cgroup v2 has none here'],
    [1, 'memory.limit_hits_total', 0, 'failcnt 0 is left out of the body'],
    [1, 'network.receive_bytes_total', 4_050_000, '4,000,000 on eth0 + 50,000 on eth1'],
    [1, 'network.errors_total', 3, '1 received + 2 sent on eth1'],
    [1, 'network.dropped_total', 7, '3 received + 4 sent on eth1'],
    [1, 'block_io.read_bytes_total', 1_024_000, '1,000,000 of 254:0 + 24,000 of 254:16'],
    [1, 'pids_limit', 200, 'its own limit'],
    [2, 'cpu.cores_used', 0.75, 'Δ 1,500,000,000 ns ÷ 2 s'],
    [2, 'cpu.limit_ratio', 0.5, '0.75 of the 1.5 cores of NanoCpus 1,500,000,000'],
    [2, 'cpu.throttled_ratio', 0.25, 'Δ 5 of Δ 20 periods'],
    [2, 'memory.working_set_bytes', 512 * MEBIBYTE, '704 MiB − 192 MiB'],
    [2, 'memory.limit_ratio', 0.5, '512 of 1024 MiB'],
    [2, 'memory.limit_hits_total', 3, 'failcnt, which on v2 is oom of memory.events'],
    [2, 'network.receive_bytes_per_second', 1_500_000, 'Δ 3,000,000 ÷ 2 s, eth1 is still'],
    [2, 'network.transmit_bytes_per_second', 100_000, 'Δ 200,000 ÷ 2 s'],
    [2, 'block_io.read_bytes_per_second', 250_000, 'Δ 500,000 ÷ 2 s'],
    [2, 'block_io.write_bytes_per_second', 30_000, 'Δ 60,000 ÷ 2 s'],
  ],
  'engine-29-streamed.jsonl': [
    [1, 'cpu.cores_used', undefined, 'the first body of a stream has nothing before it'],
    [1, 'cpu.usage_seconds_total', 2 ** 53 / 1e9, 'beyond what a number holds exactly'],
    [1, 'memory.limit_bytes', undefined, 'the 48 GiB of the body are the machine’s'],
    [1, 'memory.working_set_bytes', 1800 * MEBIBYTE, '2048 MiB − 248 MiB'],
    [1, 'network.transmit_bytes_total', 2 ** 60, 'a counter beyond 2⁵³'],
    [1, 'block_io', undefined, 'null, as in a virtual machine of a Mac'],
    [1, 'pids_limit', undefined, '18,446,744,073,709,551,615 is "no limit"'],
    [2, 'cpu.cores_used', 2, 'Δ 2,000,000,000 ns ÷ 1 s'],
    [3, 'cpu.cores_used', 0.25, 'precpu of the same body: Δ 250,000,000 ns ÷ 1 s'],
    [3, 'network.receive_bytes_per_second', undefined, 'only processor time has a value before'],
  ],
  'engine-20.10-cgroup-v1.jsonl': [
    [1, 'memory.working_set_bytes', 32 * MEBIBYTE, '48 MiB − total_inactive_file 16 MiB, not 4'],
    [1, 'memory.rss_bytes', 16 * MEBIBYTE, 'total_rss'],
    [1, 'memory.limit_ratio', 0.5, '32 of 64 MiB'],
    [1, 'memory.limit_hits_total', 2, 'failcnt'],
    [1, 'memory.max_usage_bytes', 53 * MEBIBYTE, 'v1 keeps it'],
    [1, 'block_io.read_bytes_total', 40_960, 'Read alone: Sync and Total are the same bytes'],
    [1, 'block_io.read_operations_total', 10, 'io_serviced_recursive'],
    [2, 'cpu.cores_used', 0.2, 'Δ 200,000,000 ns ÷ 1 s'],
    [2, 'cpu.limit_ratio', 1, '0.2 of a quota of 20,000 µs in the usual 100,000'],
    [2, 'cpu.throttled_ratio', 0.8, 'Δ 8 of Δ 10 periods'],
    [2, 'block_io.write_bytes_per_second', 8192, 'Δ 8192 ÷ 1 s'],
    [3, 'state', 'exited', 'year 1: the empty body of a stopped container, whatever was inspected'],
    [3, 'cpu', undefined, 'no zeros'],
    [3, 'memory', undefined, 'no zeros'],
    [4, 'cpu.cores_used', undefined, 'the first body of another run, though its counter is higher'],
    [4, 'memory.working_set_bytes', 8 * MEBIBYTE, 'inactive 9 MiB > usage 8 MiB: all of it'],
  ],
  // Recorded: `docker inspect` and bodies of a container with --cpus 0.2 --memory 64m, killed at last.
  'engine-20.10-recorded.txt': [
    [1, 'name', 'burner', 'its own'],
    [1, 'memory.working_set_bytes', 1_044_480, '9,433,088 − total_inactive_file 8,388,608'],
    [1, 'memory.limit_ratio', 0.01556396484375, '1,044,480 of 67,108,864'],
    [1, 'block_io', undefined, 'the lists are empty'],
    [2, 'cpu.cores_used', 0.198995, 'Δ 798,508,516 ns ÷ 4.012714207 s'],
    [2, 'cpu.limit_ratio', 0.994973, '0.198995 of 0.2 cores'],
    [2, 'cpu.throttled_ratio', 0.975, 'Δ 39 of Δ 40 periods'],
    [2, 'network.receive_bytes_per_second', 49.841576, 'Δ 200 ÷ 4.012714207 s'],
    [3, 'state', 'exited', 'the empty body after the kill'],
  ],
  'podman-5.jsonl': [
    [1, 'name', 'feed', 'Podman’s names have no slash'],
    [1, 'cpu.throttled_ratio', undefined, 'zeros that nobody counted'],
    [1, 'missing.cpu.throttled_ratio', 'Podman does not count throttled periods', 'so it says'],
    [1, 'cpu.periods_total', undefined, 'neither'],
    [1, 'memory.working_set_bytes', 128 * MEBIBYTE, 'no memory.stat: the whole usage'],
    [1, 'memory.cache_bytes', undefined, 'not told apart'],
    [1, 'memory.max_usage_bytes', undefined, '18,446,744,073,709,551,615 is no use of memory'],
    [1, 'memory.limit_hits_total', undefined, 'nobody counted'],
    [1, 'block_io', undefined, 'an empty list'],
    [2, 'cpu.cores_used', 1, 'Δ 5,000,000,000 ns ÷ 5 s; Δ system_cpu_usage is a cgroup’s'],
    [2, 'cpu.limit_ratio', 0.5, '1 of 2 cores'],
    [2, 'memory.limit_ratio', 0.5, '256 of 512 MiB'],
    [2, 'network.receive_bytes_per_second', 1000, 'Δ 5000 ÷ 5 s'],
    [2, 'block_io.write_bytes_total', 8192, 'Write, with a capital on v2 too'],
  ],
  'windows.jsonl': [
    [1, 'cpu.usage_seconds_total', 60, '600,000,000 × 100 ns; known by num_procs 8'],
    [1, 'cpu.user_seconds_total', 45, '450,000,000 × 100 ns'],
    [1, 'cpu.periods_total', undefined, 'not used on Windows'],
    [1, 'memory.working_set_bytes', 120 * MEBIBYTE, 'privateworkingset'],
    [1, 'memory.usage_bytes', 256 * MEBIBYTE, 'commitbytes'],
    [1, 'memory.limit_ratio', 0.25, '256 of 1024 MiB: Windows limits the commit'],
    [1, 'network.errors_total', undefined, 'zeros that nobody counted'],
    [1, 'missing.pids', 'Windows does not count them', 'pids_stats is {}'],
    [1, 'block_io.read_bytes_total', 2_000_000, 'storage_stats'],
    [2, 'cpu.cores_used', 0.5, 'Δ 10,000,000 × 100 ns ÷ 2 s; known by os_type'],
    [2, 'block_io.write_bytes_per_second', 300_000, 'Δ 600,000 ÷ 2 s'],
    [2, 'network.receive_bytes_per_second', 200_000, 'Δ 400,000 ÷ 2 s'],
  ],
  'odd-bodies.jsonl': [
    [1, 'name', 'unnamed', 'null everywhere'],
    [1, 'missing.cpu', 'the body holds no processor time', 'null'],
    [1, 'missing.memory', 'the body holds no use of memory', 'null'],
    [2, 'network.receive_bytes_total', 7, 'eth2 alone: the others are null'],
    [2, 'network.errors_total', 0, 'eth2 counts them'],
    [2, 'pids', undefined, 'null'],
    [3, 'cpu', undefined, 'a text where a number belongs'],
    [3, 'memory', undefined, 'a negative number'],
    [5, 'cpu.cores_used', 0.5, 'Δ 2,000,000,000 ns ÷ 4 s; online_cpus 0, no percpu_usage'],
    [7, 'cpu.cores_used', undefined, '9 s → 1 s: began anew'],
    [7, 'network.receive_bytes_per_second', undefined, 'eth0 began anew, though the sum grew'],
    [7, 'missing.cpu.cores_used', NEW_BASELINE, 'so it says'],
    [8, 'cpu.cores_used', 0.5, 'Δ 1,000,000,000 ns ÷ 2 s from the new baseline'],
    [8, 'network.receive_bytes_per_second', 10, 'Δ 20 ÷ 2 s'],
    [10, 'cpu.cores_used', undefined, 'read went from :10 back to :05'],
    [11, 'memory.usage_bytes', 50, 'usage 0 is left out: anon'],
    [11, 'memory.working_set_bytes', 50, 'inactive 70 > 50: all of it'],
    [12, 'memory.working_set_bytes', 100, 'inactive 140 > usage 100: all of it'],
    [13, 'block_io', undefined, 'a total alone does not tell reads from writes'],
    [14, 'block_io', undefined, 'empty lists'],
    [15, 'network', undefined, 'network_mode container: the counters are the owner’s'],
    [
      15,
      'missing.network',
      'it joins the network of another container, whose counters these are',
      'so it says',
    ],
    [16, 'network', undefined, 'network_mode none'],
    [17, 'memory.limit_ratio', undefined, '9,223,372,036,854,771,712 of v1 is "no limit"'],
    [17, 'cpu.limit_cores', undefined, 'a quota of −1'],
    [17, 'memory.working_set_bytes', 90, '100 − 10'],
    [19, 'network.receive_bytes_per_second', 130, '(Δ 200 on eth0 + 60 on the new eth1) ÷ 2 s'],
    [20, 'state', 'paused', 'its counters stand still, and are known'],
    [20, 'cpu.usage_seconds_total', 1, '1,000,000,000 ns'],
    [21, 'state', 'exited', 'as it was inspected'],
    [21, 'exit.signal', 'SIGSEGV', '139 = 128 + 11'],
  ],
};

it.each(
  Object.entries(worked).flatMap(([name, rows]) =>
    rows.map(([body, path, value, why]) => ({ name, body, path, value, why })),
  ),
)('$name, body $body: $path = $value ($why)', ({ name, body, path, value }) => {
  const found = valueAt(fixture(name)[body - 1], path);
  if (typeof value === 'number') expect(found).toBeCloseTo(value, 5);
  else expect(found).toBe(value);
});

it.each(Object.keys(worked))('%s shows nothing of environments and command lines', (name) => {
  expect(JSON.stringify(fixture(name))).not.toContain('hunter2');
});
