import type { Alert } from '@m4max/contracts';
import { Alerts } from '@m4max/contracts';
import { readPage } from './read-page.ts';

type Asking = Parameters<typeof readPage>[1];

/** The alerts that go on, as the alert-manager knows them; throws with what was in the way. */
export function readActiveAlerts(url: string, asking: Asking): Promise<Alert[]> {
  return readAlerts(`${url}/api/v1/monitoring/alerts?limit=1000`, asking);
}

/** The newest past alerts of the alert-manager; throws with what was in the way. */
export function readPastAlerts(url: string, asking: Asking): Promise<Alert[]> {
  return readAlerts(`${url}/api/v1/monitoring/alerts/history?limit=1000`, asking);
}

async function readAlerts(address: string, asking: Asking): Promise<Alert[]> {
  const { status, body } = await readPage(address, asking);
  if (status !== 200) throw new Error(`it answered ${status} to ${new URL(address).pathname}`);
  return Alerts.parse(JSON.parse(body)).alerts;
}
