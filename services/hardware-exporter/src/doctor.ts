import type { Finding } from '@m4max/contracts';
import { z } from 'zod';
import { Config } from './config.ts';
import { macosToolsFinding } from './doctor/macos-tools.ts';
import { notLookedAt } from './doctor/not-looked-at.ts';
import { powermetricsFinding } from './doctor/powermetrics.ts';
import { macmonFinding, mactopFinding } from './doctor/programs.ts';
import { findProgram } from './host/find-program.ts';
import { examineMacosTools } from './macos/examine.ts';
import { examinePowermetrics } from './powermetrics/examine.ts';

const Environment = Config.pick({
  COLLECT_INTERVAL_SECONDS: true,
  HARDWARE_SOURCES: true,
  POWERMETRICS_PATH: true,
}).extend({ MACMON_PATH: z.string().min(1).optional(), MACTOP_PATH: z.string().min(1).optional() });

/** `m4max doctor`: looks at each source as the service would use it, and prints a Finding a line. */
async function diagnose(environment: z.infer<typeof Environment>): Promise<void> {
  const { MACMON_PATH, MACTOP_PATH, POWERMETRICS_PATH } = environment;
  const isMac = process.platform === 'darwin';

  await look('powermetrics', isMac || POWERMETRICS_PATH !== undefined, async () =>
    powermetricsFinding(
      await examinePowermetrics({
        path: POWERMETRICS_PATH,
        isRoot: process.getuid?.() === 0,
        intervalSeconds: environment.COLLECT_INTERVAL_SECONDS,
      }),
    ),
  );
  await look('macmon', isMac || MACMON_PATH !== undefined, async () =>
    macmonFinding({
      found: await findProgram('macmon', { path: MACMON_PATH }),
      ...(MACMON_PATH === undefined ? {} : { givenBy: 'MACMON_PATH' }),
    }),
  );
  await look('mactop', isMac || MACTOP_PATH !== undefined, async () =>
    mactopFinding({
      found: await findProgram('mactop', { path: MACTOP_PATH }),
      ...(MACTOP_PATH === undefined ? {} : { givenBy: 'MACTOP_PATH' }),
    }),
  );
  await look('macos', isMac, async () =>
    macosToolsFinding(await examineMacosTools(new AbortController().signal)),
  );
  await look('systeminformation', true, async () => ({
    check: 'systeminformation',
    state: 'ok',
    detail: 'load, disks, network and filesystems need no right',
  }));

  async function look(
    source: string,
    isHere: boolean,
    examine: () => Promise<Finding>,
  ): Promise<void> {
    const wanted = environment.HARDWARE_SOURCES;
    const detail = notLookedAt(source, { isHere, wanted });
    print(detail === undefined ? await examine() : { check: source, state: 'not here', detail });
  }
}

function print(finding: Finding): void {
  process.stdout.write(`${JSON.stringify(finding)}\n`);
}

const set = Object.entries(process.env).filter(([, value]) => value !== '');
const environment = Environment.safeParse(Object.fromEntries(set));
if (environment.success) await diagnose(environment.data);
else {
  process.stderr.write(`bad environment\n${z.prettifyError(environment.error)}\n`);
  process.exitCode = 1;
}
