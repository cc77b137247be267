import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Finding } from '@m4max/contracts';
import { renderFindings } from '../launcher/render-findings.ts';
import { serviceEntry } from '../launcher/services.ts';
import type { Options } from './options.ts';

/** A service bounds each of its questions; the slowest one waits for a sample of powermetrics, up to a minute. */
const DEADLINE_SECONDS = 180;

/** Says what stands in the way of the fleet on this machine; 1 when something has to be mended. */
export async function doctor({ json }: Options): Promise<number> {
  process.stderr.write('looking at this machine\n');
  const findings = await findingsOf('hardware-exporter');
  const problems = findings.filter(({ state }) => state === 'problem').length;
  process.stdout.write(
    json ? `${JSON.stringify({ problems, findings })}\n` : renderFindings(findings),
  );
  return problems === 0 ? 0 : 1;
}

/** What a service says of its surroundings, a Finding a line. */
async function findingsOf(service: string): Promise<readonly Finding[]> {
  const entry = serviceEntry(service, 'doctor');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [entry], {
      timeout: DEADLINE_SECONDS * 1000,
    });
    const lines = stdout.split('\n').filter((line) => line !== '');
    return lines.map((line) => Finding.strip().parse(JSON.parse(line)));
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Error(`${service} could not be looked at: ${said || String(error)}`, {
      cause: error,
    });
  }
}
