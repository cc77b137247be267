import type { Alert, TestResults } from '@m4max/contracts';
import { send } from '../channels/channels.ts';
import type { Target } from '../notices/contact.ts';
import type { Notice } from '../notices/notice.ts';
import { shortHash } from '../notices/notice.ts';
import type { Outcome } from '../notices/outcome.ts';
import type { Desk } from './desk.ts';

/** Sends a marked message through every channel, past the queue, and says what each answered. */
export async function sendTest(desk: Desk): Promise<TestResults> {
  const { targets, unconfigured } = desk.book.current();
  const tested = await Promise.all(
    targets.map(async (target) => {
      const outcome = await tryTarget(desk, target);
      const { receiver, channel } = target;
      const detail = outcome.kind === 'delivered' ? outcome.detail : outcome.because;
      return { receiver, channel, ok: outcome.kind === 'delivered', detail };
    }),
  );
  const skipped = unconfigured.map(({ receiver, channel, because }) => ({
    receiver,
    channel,
    ok: false,
    detail: `not configured: ${because}`,
  }));
  return { results: [...tested, ...skipped] };
}

/** A test must not leave an incident behind: PagerDuty gets its resolve at once. */
async function tryTarget(desk: Desk, target: Target): Promise<Outcome> {
  const at = desk.surroundings.now();
  const notice: Notice = {
    about: 'firing',
    alert: testAlert(at),
    dedupKey: `m4max-test-${at.getTime()}`,
    receiver: target.receiver,
    because: 'somebody tests the channels',
    test: true,
    at,
  };
  const outcome = await send({ target, notice, triesMade: 0 }, desk.surroundings);
  if (target.channel !== 'pagerduty') return outcome;
  const resolve: Notice = { ...notice, about: 'resolved' };
  const resolved = await send({ target, notice: resolve, triesMade: 0 }, desk.surroundings);
  return outcome.kind === 'delivered' ? resolved : outcome;
}

function testAlert(at: Date): Alert {
  const moment = at.toISOString();
  const fingerprint = shortHash('test');
  return {
    id: fingerprint,
    fingerprint,
    rule_name: 'TestNotification',
    group: 'system_health',
    severity: 'info',
    state: 'firing',
    labels: { alertname: 'TestNotification', severity: 'info' },
    annotations: {},
    message: 'This is a test of the notification channels. Nothing is wrong.',
    started_at: moment,
    updated_at: moment,
    timestamp: moment,
    resolved: false,
    sources: [],
    silenced_by: [],
    inhibited_by: [],
    top_consumers: [],
    timeline: [],
  };
}
