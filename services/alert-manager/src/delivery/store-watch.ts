import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import { send } from '../channels/channels.ts';
import type { AbsenceFile } from '../host/absence-file.ts';
import type { Target } from '../notices/contact.ts';
import type { Notice } from '../notices/notice.ts';
import type { StoreAbsence } from '../notices/store-emergency.ts';
import {
  afterTelling,
  observeStore,
  storeAlert,
  storeNotices,
} from '../notices/store-emergency.ts';
import type { Desk } from './desk.ts';

/** Between two tries to reach one receiver. */
const TRY_AGAIN_MS = 10_000;

/**
 * Tells the emergency receivers that the store is gone, and that it is back. Nothing here needs the
 * store: contact points are in memory, and each message goes straight out.
 */
export function storeWatch(options: {
  readonly desk: Desk;
  readonly fleet: string;
  readonly seconds: number;
  readonly file: AbsenceFile;
  readonly log: Context<unknown>['log'];
}): Part {
  const { desk, fleet, seconds, file, log } = options;
  const { now } = desk.surroundings;
  let absence = file.read();
  /** Moments of the last tries, by target; as many as there are emergency targets. */
  const lastTries = new Map<string, number>();

  function become(next: StoreAbsence): void {
    if (next === absence) return;
    absence = next;
    file.write(next);
  }

  async function tell(target: Target, about: 'firing' | 'resolved'): Promise<void> {
    const alert = storeAlert(absence, fleet, now());
    if (alert === undefined) return;
    const notice: Notice = {
      about,
      alert,
      dedupKey: `m4max-store-${fleet}`,
      receiver: target.receiver,
      because: 'the store is gone, so the queue is passed by',
      test: false,
      at: now(),
    };
    lastTries.set(target.id, now().getTime());
    const outcome = await send({ target, notice, triesMade: 0 }, desk.surroundings);
    const { receiver } = target;
    if (outcome.kind === 'delivered') {
      log.info('store emergency delivered', { receiver, about });
      desk.tally.delivered(target.channel);
      lastTries.delete(target.id);
      become(afterTelling(absence, { target: target.id, about, answer: 'yes' }));
      return;
    }
    desk.tally.failed(target.channel);
    log.warn('store emergency not delivered', { receiver, about, error: outcome.because });
    if (outcome.kind === 'retry' && outcome.unsure)
      become(afterTelling(absence, { target: target.id, about, answer: 'maybe' }));
  }

  async function look(): Promise<void> {
    const before = absence.kind;
    become(observeStore(absence, await answers(desk), now()));
    if (absence.kind !== before) {
      lastTries.clear();
      if (absence.kind === 'announced')
        log.error('the store is gone: start Redis again, or check REDIS_URL');
    }
    const { targets } = desk.book.current();
    const emergency = targets.filter(({ receiver }) =>
      desk.policy.emergency_receivers.includes(receiver),
    );
    const due = storeNotices(
      absence,
      emergency.map(({ id }) => id),
    );
    if (due === undefined) return;
    const ready = (id: string) => now().getTime() - (lastTries.get(id) ?? 0) >= TRY_AGAIN_MS;
    await Promise.all(
      targets
        .filter(({ id }) => due.targets.includes(id) && ready(id))
        .map((target) => tell(target, due.about)),
    );
  }

  return ticker({ name: 'store-watch', seconds, job: look, log });
}

async function answers({ store }: Desk): Promise<boolean> {
  try {
    return (await store.ping()) === 'PONG';
  } catch {
    return false;
  }
}
