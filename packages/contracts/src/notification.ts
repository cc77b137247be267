import { z } from 'zod';
import { Severity } from './alert.ts';
import { Moment } from './units.ts';

export const ChannelName = z.enum(['slack', 'email', 'pagerduty', 'webhook']);
export type ChannelName = z.infer<typeof ChannelName>;

/** Body of POST /notifications/configure: each named contact point is replaced, the others stay. */
export const ConfigureNotifications = z
  .strictObject({
    slack_webhook: z.string().max(2048).optional(),
    email: z.string().max(320).optional(),
    pagerduty_routing_key: z.string().max(128).optional(),
    webhook_url: z.string().max(2048).optional(),
    min_severity: Severity.optional(),
  })
  .meta({ id: 'ConfigureNotifications' });
export type ConfigureNotifications = z.infer<typeof ConfigureNotifications>;

/** A channel as its users may see it: the secret is a hint at most. */
export const Channel = z
  .strictObject({
    name: ChannelName,
    receiver: z.string(),
    configured: z.boolean(),
    /** Why it is not configured, and what to do about it. */
    reason: z.string().optional(),
    hint: z.string().optional(),
    origin: z.enum(['file', 'api']).optional(),
    min_severity: Severity.optional(),
    last_success_at: Moment.optional(),
    last_error: z.string().optional(),
    last_error_at: Moment.optional(),
    waiting: z.int().nonnegative(),
    dead: z.int().nonnegative(),
    suppressed: z.int().nonnegative(),
  })
  .meta({ id: 'Channel' });
export type Channel = z.infer<typeof Channel>;

export const Channels = z.strictObject({ channels: z.array(Channel) }).meta({ id: 'Channels' });
export type Channels = z.infer<typeof Channels>;

/** What a marked test message came to, per channel. */
export const TestResults = z
  .strictObject({
    results: z.array(
      z.strictObject({
        receiver: z.string(),
        channel: ChannelName,
        ok: z.boolean(),
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: 'TestResults' });
export type TestResults = z.infer<typeof TestResults>;

/** A notice that no try delivered; it can be sent again. */
export const DeadLetter = z
  .strictObject({
    id: z.string(),
    receiver: z.string(),
    channel: ChannelName,
    alert_id: z.string(),
    about: z.enum(['firing', 'acknowledged', 'resolved']),
    failed_at: Moment,
    error: z.string(),
    tries: z.int().nonnegative(),
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetter = z.infer<typeof DeadLetter>;

export const DeadLetters = z
  .strictObject({ dead_letters: z.array(DeadLetter) })
  .meta({ id: 'DeadLetters' });
export type DeadLetters = z.infer<typeof DeadLetters>;

/** Body of POST /alerts/{id}/acknowledge; it may be absent. */
export const AcknowledgeAlert = z
  .strictObject({ comment: z.string().max(2000).optional(), by: z.string().max(128).optional() })
  .meta({ id: 'AcknowledgeAlert' });
export type AcknowledgeAlert = z.infer<typeof AcknowledgeAlert>;
