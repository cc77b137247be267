import type { DeadLetters } from '@m4max/contracts';
import { ConfigureNotifications } from '@m4max/contracts';
import { Problem, parseBody, parseQuery } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import { Router } from 'express';
import { z } from 'zod';
import { configure } from '../delivery/configure.ts';
import type { Desk } from '../delivery/desk.ts';
import { listChannels } from '../delivery/list-channels.ts';
import { sendTest } from '../delivery/send-test.ts';
import { exhume, loadDeadLetters } from '../redis/dead-letters.ts';
import { whileStoreAnswers } from './alerts-store-away.ts';

const NoQuery = z.strictObject({});

/** Channels, contact points, tests and dead letters, under `/api/v1/monitoring`. */
export function notificationRoutes(desk: Desk): Router {
  const { store } = desk;
  const router = Router();
  router.get('/notifications', async (request, response) => {
    parseQuery(NoQuery, request.query);
    response.json(await whileStoreAnswers(store, () => listChannels(desk)));
  });

  router.post('/notifications/configure', async (request, response) => {
    const wanted = parseBody(ConfigureNotifications, request.body);
    const faults = await whileStoreAnswers(store, () => configure(desk, wanted));
    if (faults.length > 0)
      throw new Problem(422, 'bad-contact-point', 'No contact point was changed.', [...faults]);
    response.json(await whileStoreAnswers(store, () => listChannels(desk)));
  });

  router.post('/notifications/test', async (_request, response) => {
    response.json(await sendTest(desk));
  });

  router.get('/notifications/dead-letters', async (request, response) => {
    parseQuery(NoQuery, request.query);
    response.json(await whileStoreAnswers(store, () => deadLetters(store)));
  });

  router.post('/notifications/dead-letters/:id/resend', async (request, response) => {
    const { id } = request.params;
    const buried = await whileStoreAnswers(store, () => exhume(store, id));
    if (buried === undefined)
      throw new Problem(
        404,
        'no-dead-letter',
        'There is no such dead letter; it may have been sent again already.',
      );
    const { letter, key: notice } = buried;
    await desk.enqueue([{ channel: letter.channel, key: notice }]);
    response.status(202).json(await whileStoreAnswers(store, () => deadLetters(store)));
  });
  return router;
}

async function deadLetters(store: Store): Promise<DeadLetters> {
  return { dead_letters: (await loadDeadLetters(store)).map(({ letter }) => letter) };
}
