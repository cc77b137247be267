import type { Alert } from '@m4max/contracts';
import type { AcknowledgeOutcome } from '../alerts/acknowledging.ts';
import { refusalInWords } from '../alerts/acknowledging.ts';

const TIMEOUT_MS = 10_000;

/** Tells the alert-manager that somebody is on it. The outcome of a lost reply is unknown, and says so. */
export async function acknowledge(id: string): Promise<AcknowledgeOutcome<Alert>> {
  try {
    const response = await fetch(
      `/api/v1/monitoring/alerts/${encodeURIComponent(id)}/acknowledge`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
    );
    const body: unknown = await response.json().catch(() => undefined);
    if (!response.ok) {
      return { kind: 'refused', why: refusalInWords(response.status, body) };
    }
    return { kind: 'acknowledged', alert: body as Alert };
  } catch {
    return {
      kind: 'refused',
      why: 'no reply from the gateway, so it is not known whether it was recorded: try again',
    };
  }
}
