/** `<fingerprint>-<episode>/<target>` → what the target knows, as JSON. */
export const CONVERSATIONS_KEY = '{m4max}:conversations';
/** Notice id → dead letter, as JSON. */
export const DEAD_LETTERS_KEY = '{m4max}:dead-letters';
/** Channel → sealed contact point, as JSON. */
export const CONTACT_POINTS_KEY = '{m4max}:contact-points';
/** `<receiver>/<channel>/<what>` → moment, text or count. */
export const CHANNEL_STATUS_KEY = '{m4max}:channel-status';

/** Held while one message of one episode is on its way to one target. */
export function sendingKey(conversation: string): string {
  return `{m4max}:sending:${conversation}`;
}

/** The next free turn at a receiver that takes one message a second. */
export function turnsKey(destination: string): string {
  return `{m4max}:turns:${destination}`;
}

/** BullMQ's own keys begin with this; the tag keeps them in one slot. */
export const QUEUE_PREFIX = '{m4max}';
