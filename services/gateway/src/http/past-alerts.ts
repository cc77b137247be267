import type { Alert } from '@m4max/contracts';
import { Alerts } from '@m4max/contracts';
import { readPage } from './read-page.ts';

const TIMEOUT_SECONDS = 5;

/** The newest past alerts of the alert-manager; throws with what was in the way. */
export async function pastAlerts(
  url: string,
  token: string | undefined,
): Promise<readonly Alert[]> {
  const page = await readPage(`${url}/api/v1/monitoring/alerts/history?limit=1000`, {
    timeoutSeconds: TIMEOUT_SECONDS,
    signal: AbortSignal.timeout(TIMEOUT_SECONDS * 1000),
    token,
  });
  if (page.status !== 200) throw new Error(`it answered ${page.status} to the history of alerts`);
  return Alerts.parse(JSON.parse(page.body)).alerts;
}
