import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, requireComponent, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import type { RunningService } from './start-service.ts';
import { startService } from './start-service.ts';

const STREAM = 'nautilus-telemetry-streams';
const BUS_ON_PAGE = 'redis://127.0.0.1:6379';
const SERVICE_ON_PAGE = 'http://127.0.0.1:9103';
const RUN_MILLISECONDS = 60_000;
const page = readFileSync(new URL('../../docs/telemetry.md', import.meta.url), 'utf8');
const standIn = (name: string) => fileURLToPath(new URL(`telemetry-page/${name}`, import.meta.url));

/** The block of the page that begins with a comment of this name. */
function snippet(name: string): string {
  const blocks = [...page.matchAll(/```\w+\n(?:#|\/\/) telemetry: (.*)\n([\s\S]*?)```/g)];
  const found = blocks.filter(([, title]) => title === name);
  const [, , code] = found[0] ?? [];
  if (code === undefined || found.length !== 1) throw new Error(`no one snippet is ${name}`);
  return code;
}

const suite = ['redis-server', 'python3', 'curl', 'perl'].every(requireComponent)
  ? describe
  : describe.skip;
const rust = requireComponent('rustc') ? it : it.skip;

suite('the page about telemetry', () => {
  let store: Awaited<ReturnType<typeof startRedis>>;
  let bus: Awaited<ReturnType<typeof startRedis>>;
  let exporter: RunningService;
  let client: Redis;
  let folder: string;

  beforeAll(async () => {
    [store, bus] = await Promise.all([startRedis(), startRedis()]);
    exporter = await startService('trading-exporter', {
      REDIS_URL: store.url,
      TRADING_BUS_URLS: bus.url,
      COLLECT_INTERVAL_SECONDS: '0.2',
    });
    client = new Redis(bus.url);
    folder = mkdtempSync(join(tmpdir(), 'm4max-telemetry-'));
  }, 120_000);
  afterAll(async () => {
    client.disconnect();
    await exporter.stop();
    await Promise.all([store.stop(), bus.stop()]);
    rmSync(folder, { recursive: true });
  }, 60_000);

  /** The snippet with the addresses of this test. */
  const here = (name: string) =>
    snippet(name).replaceAll(BUS_ON_PAGE, bus.url).replaceAll(SERVICE_ON_PAGE, exporter.url);
  const shows = (line: RegExp) =>
    eventually(`the page shows ${line.source}`, async () => {
      const body = await (await fetch(`${exporter.url}/metrics`)).text();
      return line.test(body) ? true : undefined;
    });
  const file = (name: string, code: string) => {
    writeFileSync(join(folder, name), code);
    return join(folder, name);
  };

  it('tries redis-cli', async () => {
    await run('bash', ['-euc', here('redis-cli')]);
    await shows(/latency_samples\{.*stage="stress"\} 1$/m);
  }, 90_000);

  it('tries curl, and is told what came in', async () => {
    const reply = await run('bash', ['-euc', here('curl')]);
    expect(JSON.parse(reply)).toEqual({ accepted: 1, rejected: [] });
    await shows(/nautilus_ml_predictions_per_second\{.*model_name="direction"\}/);
  }, 90_000);

  it.each([
    { title: 'redis-py', module: 'redis-py' },
    { title: 'HTTP', module: 'Python and HTTP' },
  ])(
    'sends from Python with $title, in batches',
    async ({ module }) => {
      copyFileSync(standIn('redis.py'), join(folder, 'redis.py'));
      const name = module.replaceAll(/\W/g, '_').toLowerCase();
      const work = 'class portfolio:\n    value_at_risk = staticmethod(lambda: time.sleep(0))\n';
      const times = 'for _ in range(150):\n    '.concat(
        here('in Python').trim().replaceAll('\n', '\n    ').replace('"var"', `"${name}"`),
      );
      // A daemon thread ends with its process: this one waits to be told.
      const program = `${here(module)}\n${work}\n${times}\nimport sys\nsys.stdin.read()\n`;
      await run('python3', [file(`${name}.py`, program)], () =>
        shows(new RegExp(`latency_samples\\{.*stage="${name}"\\} 150$`, 'm')),
      );
    },
    120_000,
  );

  rust(
    'sends from Rust',
    async () => {
      const library = join(folder, 'libredis.rlib');
      const crate = ['--edition', '2021', '--crate-type', 'rlib', '--crate-name', 'redis'];
      await run('rustc', [...crate, '-o', library, standIn('redis.rs')]);
      const program = [
        '#![deny(warnings)]',
        here('Rust'),
        'struct Model;',
        'impl Model { fn infer(&self, _: &[f64]) { std::thread::sleep(Duration::from_micros(20)); } }',
        'fn main() {',
        `let report = telemetry(redis::Client::open("${bus.url}").unwrap());`,
        'let (model, features) = (Model, [0.0]);',
        'for _ in 0..150 {',
        here('in Rust').replace('"direction"', '"in_rust"'),
        '}',
        'let _ = std::io::read_to_string(std::io::stdin());',
        '}',
      ].join('\n');
      const binary = join(folder, 'engine');
      const source = file('engine.rs', program);
      const options = ['--edition', '2021', '--extern', `redis=${library}`, '-o', binary];
      await run('rustc', [...options, source]);
      await run(binary, [], () =>
        shows(/nautilus_ml_inference_latency_seconds_count\{.*model_name="in_rust".*\} 150$/m),
      );
    },
    180_000,
  );

  it('times a command of a shell, and keeps how that ended', async () => {
    const use = here('in a shell').trim();
    const work = use.replace(/-- .*/, '-- sleep 0.02');
    const program = `TELEMETRY_REDIS=${bus.url}\n${here('shell')}\n${work}\nwait\n`;
    await run('bash', ['-euc', program]);
    await shows(/latency_samples\{.*stage="nightly_dump"\} 1$/m);
    const failing = `${use.replace(/-- .*/, '-- false')} || echo "ended with $?"`;
    const failed = program.replace(work, failing);
    expect(await run('bash', ['-uc', failed])).toBe('ended with 1\n');
    await shows(/latency_failed_samples\{.*stage="nightly_dump"\} 1$/m);
  }, 90_000);

  it('goes on where nobody takes its samples', async () => {
    const away = 'redis://127.0.0.1:1';
    const shell = `TELEMETRY_REDIS=${away}\n${here('shell')}\n`;
    const use = here('in a shell').replace(/-- .*/, '-- echo done');
    expect(await run('bash', ['-euc', `${shell}${use}`])).toBe('done\n');
    const python = snippet('Python and HTTP').replaceAll(SERVICE_ON_PAGE, 'http://127.0.0.1:1');
    const many =
      'for _ in range(20_000):\n    report(kind="db", engine="e", dur_ns=1)\nprint("done")';
    expect(await run('python3', [file('away.py', `${python}\n${many}\n`)])).toBe('done\n');
  }, 90_000);

  it('shows what was left out, as the page says', async () => {
    const lines = [
      '{"v":1,"kind":"db","engine":"e","dur_ns":5}',
      '{"v":1,"kind":"tea","engine":"e","dur_ns":5}',
      'tea',
    ];
    const reply = await fetch(`${exporter.url}/v1/samples`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines.join('\n'),
    });
    expect(reply.status).toBe(202);
    const body = (await reply.json()) as { accepted: number; rejected: { line: number }[] };
    expect(body.accepted).toBe(1);
    expect(body.rejected.map(({ line }) => line)).toEqual([2, 3]);
    await client.xadd(STREAM, '*', 'v', '2', 'kind', 'db', 'engine', 'e', 'dur_ns', '5');
    const reasons = await eventually('all three are shown', async () => {
      const shown = (await (await fetch(`${exporter.url}/v1/rejected`)).json()) as {
        rejected: { reason: string }[];
      };
      const found = shown.rejected.map(({ reason }) => reason);
      return found.includes('version') ? found : undefined;
    });
    expect(reasons).toEqual(expect.arrayContaining(['parse', 'unknown_kind', 'version']));
    for (const reason of reasons) expect(page).toContain(`\`${reason}\``);
  }, 90_000);
});

/** Runs a program to its end, having let it wait for its input until `meanwhile` is over. */
async function run(
  command: string,
  commandArguments: readonly string[],
  meanwhile: () => Promise<unknown> = async () => undefined,
): Promise<string> {
  const child = spawn(command, commandArguments, {
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: RUN_MILLISECONDS,
  });
  const ended = once(child, 'exit');
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  try {
    await meanwhile();
  } finally {
    child.stdin.end();
  }
  const [code] = await ended;
  const [told, trouble] = await output;
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${trouble}`);
  return told;
}
