import { contentOf } from '../notices/content.ts';
import { renderPagerduty } from '../notices/render-pagerduty.ts';
import { post } from './post.ts';
import type { Send } from './send.ts';
import { outcomeOf } from './send.ts';

/** Events API v2. A repeated event carries the same dedup_key and changes nothing there. */
export const sendPagerduty: Send<'pagerduty'> = async (contact, delivery, surroundings) => {
  const { externalUrl, allowPrivate, resolve, now } = surroundings;
  const { notice } = delivery;
  const event = renderPagerduty(notice, contentOf(notice, externalUrl), contact.routingKey);
  const posted = await post({
    url: contact.url,
    body: JSON.stringify(event),
    headers: {},
    // The API sets the routing key; the address is always the operator's, or PagerDuty's own.
    guard: { channel: 'pagerduty', origin: 'file', allowPrivate },
    resolve,
  });
  return outcomeOf('pagerduty', posted, delivery, now());
};
