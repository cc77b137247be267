import { contentOf } from '../notices/content.ts';
import { renderSlack } from '../notices/render-slack.ts';
import { post } from './post.ts';
import type { Send } from './send.ts';
import { guardOf, outcomeOf } from './send.ts';

/** An incoming webhook. Slack knows no idempotency: a repeated post is a second message. */
export const sendSlack: Send<'slack'> = async ({ url }, delivery, surroundings) => {
  const { externalUrl, resolve, now } = surroundings;
  const body = JSON.stringify(renderSlack(contentOf(delivery.notice, externalUrl)));
  const guard = guardOf(delivery, surroundings);
  const posted = await post({ url, body, headers: {}, guard, resolve });
  return outcomeOf('slack', posted, delivery, now());
};
