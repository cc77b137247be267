import { hostname } from 'node:os';
import { dataFolder } from '../launcher/data-folder.ts';
import { rememberHostLabel } from '../launcher/environment-file.ts';
import { runFleet } from '../launcher/run-fleet.ts';
import { ROOT } from '../launcher/services.ts';
import type { Options } from './options.ts';

/** Runs the fleet on this machine until it is told to stop. */
export async function start({ json }: Options): Promise<number> {
  const hostLabel = process.env.HOST_LABEL || hostname().replace(/\.local$/, '');
  rememberHostLabel(ROOT, hostLabel);
  return runFleet({
    environment: process.env,
    hostLabel,
    folder: dataFolder(process.env, process.platform),
    json,
    beside: [],
  });
}
