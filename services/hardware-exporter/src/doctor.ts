import type { Finding, HardwareSourceName } from '@m4max/contracts';
import { HardwareSourceName as SourceName } from '@m4max/contracts';
import { parseEnvironment } from '@m4max/service-kit';
import type { z } from 'zod';
import { Config } from './config.ts';
import { macosToolsFinding } from './doctor/macos-tools.ts';
import { powermetricsFinding } from './doctor/powermetrics.ts';
import { macmonFinding, mactopFinding } from './doctor/programs.ts';
import { findProgram } from './host/find-program.ts';
import { examineMacosTools } from './macos/examine.ts';
import { examinePowermetrics } from './powermetrics/examine.ts';
import { unusedSources } from './sources.ts';

const Environment = Config.pick({
  COLLECT_INTERVAL_SECONDS: true,
  HARDWARE_SOURCES: true,
  POWERMETRICS_PATH: true,
  MACMON_PATH: true,
  MACTOP_PATH: true,
});
type Environment = z.infer<typeof Environment>;

/** `m4max doctor`: looks at each source as the service would use it, and prints a Finding a line. */
async function diagnose(environment: Environment): Promise<void> {
  const unused = unusedSources(environment, process.platform);
  for (const check of SourceName.options) {
    const detail = unused.get(check);
    print(
      detail === undefined
        ? await examine[check](environment)
        : { check, state: 'not here', detail },
    );
  }
}

const examine: Readonly<
  Record<HardwareSourceName, (environment: Environment) => Promise<Finding>>
> = {
  powermetrics: async ({ POWERMETRICS_PATH, COLLECT_INTERVAL_SECONDS }) =>
    powermetricsFinding(
      await examinePowermetrics({
        path: POWERMETRICS_PATH,
        isRoot: process.getuid?.() === 0,
        intervalSeconds: COLLECT_INTERVAL_SECONDS,
      }),
    ),
  macmon: async ({ MACMON_PATH }) =>
    macmonFinding({
      found: await findProgram('macmon', { path: MACMON_PATH }),
      ...(MACMON_PATH === undefined ? {} : { givenBy: 'MACMON_PATH' }),
    }),
  mactop: async ({ MACTOP_PATH }) =>
    mactopFinding({
      found: await findProgram('mactop', { path: MACTOP_PATH }),
      ...(MACTOP_PATH === undefined ? {} : { givenBy: 'MACTOP_PATH' }),
    }),
  macos: async () => macosToolsFinding(await examineMacosTools(new AbortController().signal)),
  systeminformation: async () => ({
    check: 'systeminformation',
    state: 'ok',
    detail: 'load, disks, network and filesystems need no right',
  }),
};

function print(finding: Finding): void {
  process.stdout.write(`${JSON.stringify(finding)}\n`);
}

process.stdout.on('error', () => process.exit(0)); // The reader has seen enough (`| head`).
const outcome = parseEnvironment(Environment, process.env);
if (outcome.kind === 'read') await diagnose(outcome.config);
else {
  process.stderr.write(`bad environment\n${outcome.faults}\n`);
  process.exitCode = 1;
}
