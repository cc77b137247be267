import type { Outcome } from '../notices/outcome.ts';
import { sendEmail } from './email.ts';
import { sendPagerduty } from './pagerduty.ts';
import type { Delivery, Surroundings } from './send.ts';
import { sendSlack } from './slack.ts';
import { sendWebhook } from './webhook.ts';

/** One try to deliver one message, by whatever way the target has. */
export function send(delivery: Delivery, surroundings: Surroundings): Promise<Outcome> {
  const { contact } = delivery.target;
  switch (contact.channel) {
    case 'slack':
      return sendSlack(contact, delivery, surroundings);
    case 'email':
      return sendEmail(contact, delivery, surroundings);
    case 'pagerduty':
      return sendPagerduty(contact, delivery, surroundings);
    case 'webhook':
      return sendWebhook(contact, delivery, surroundings);
  }
}
