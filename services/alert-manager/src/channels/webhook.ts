import { renderWebhook, webhookHeaders, webhookId } from '../notices/render-webhook.ts';
import { post } from './post.ts';
import type { Send } from './send.ts';
import { guardOf, outcomeOf } from './send.ts';

/** Alertmanager's webhook, with headers that let the receiver drop repeats and check the sender. */
export const sendWebhook: Send<'webhook'> = async (contact, delivery, surroundings) => {
  const { externalUrl, resolve, now } = surroundings;
  const { notice, target } = delivery;
  const body = JSON.stringify(renderWebhook(notice, externalUrl));
  const id = webhookId(notice, target.id);
  const posted = await post({
    url: contact.url,
    body,
    headers: webhookHeaders({ id, body, secret: contact.signingSecret, now: now() }),
    guard: guardOf(delivery, surroundings),
    resolve,
  });
  return outcomeOf('webhook', posted, delivery, now());
};
