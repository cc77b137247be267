import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withDemoPages } from '../demo/trading-engine-pages.ts';
import { tradingSessions } from '../demo/trading-phases.ts';
import { openLogFile } from '../launcher/log-file.ts';
import { runFleet } from '../launcher/run-fleet.ts';
import { chooseStore } from '../store/find-store.ts';
import { openStore } from '../store/open-store.ts';
import type { Options } from './options.ts';

/** The look-alikes, each at the border where the real thing stands. */
const lookAlike = (name: string) => fileURLToPath(new URL(`../demo/${name}.js`, import.meta.url));

const ENGINES_FILE = new URL('../../../../monitoring/engines.yml', import.meta.url);

/** Runs the fleet on a simulated Mac and trading day; nothing of it is kept. */
export async function demo({ json }: Options): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'm4max-demo-'));
  const environment = { ...process.env, REDIS_URL: undefined };
  const bus = openStore(chooseStore(environment), {
    port: await freePort(),
    folder: join(folder, 'bus'),
    log: openLogFile(join(folder, 'logs', 'bus.log')),
  });
  const socket = join(folder, 'docker.sock');
  const netprobe = join(folder, 'netprobe');
  mkdirSync(netprobe);
  const cgroups = join(folder, 'cgroup');
  const enginesPort = await freePort();
  const engines = withDemoPages(readFileSync(ENGINES_FILE, 'utf8'), enginesPort);
  try {
    return await runFleet({
      environment: {
        ...environment,
        DEMO: '1',
        HARDWARE_SOURCES: 'powermetrics,macmon',
        POWERMETRICS_PATH: executable(join(folder, 'powermetrics'), lookAlike('powermetrics')),
        MACMON_PATH: executable(join(folder, 'macmon'), lookAlike('macmon')),
        DOCKER_HOST: `unix://${socket}`,
        NETPROBE_DIR: netprobe,
        CGROUP_ROOT: cgroups,
        TRADING_BUS_URLS: bus.url,
        ENGINES_FILE: written(join(folder, 'engines.yml'), engines),
        SESSIONS_FILE: written(join(folder, 'sessions.yml'), JSON.stringify(tradingSessions())),
      },
      hostLabel: 'demo-mac',
      folder,
      json,
      beside: [
        { name: 'demo-docker', entry: lookAlike('docker-engine'), args: [socket, cgroups] },
        { name: 'demo-netprobe', entry: lookAlike('netprobe'), args: [netprobe] },
        {
          name: 'demo-trading',
          entry: lookAlike('trading-day'),
          args: [bus.url, String(enginesPort)],
        },
      ],
    });
  } finally {
    await bus.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function written(path: string, text: string): string {
  writeFileSync(path, text);
  return path;
}

/** Gives a script of ours the form of a program. */
function executable(path: string, script: string): string {
  written(path, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
