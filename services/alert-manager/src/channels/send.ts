import type { Network } from '../notices/address.ts';
import type { Guard } from '../notices/address-guard.ts';
import { classifyFailure, classifyReply } from '../notices/classify-http.ts';
import type { Contact, Target } from '../notices/contact.ts';
import type { Notice } from '../notices/notice.ts';
import type { Outcome } from '../notices/outcome.ts';
import type { Posted } from './post.ts';
import type { Resolve } from './resolve.ts';

/** What every channel is given besides the message. */
export type Surroundings = {
  /** Where people find the board. */
  readonly externalUrl: string;
  /** Networks that receivers in the operator's own file may be on. */
  readonly allowPrivate: readonly Network[];
  readonly resolve: Resolve;
  readonly now: () => Date;
};

/** One message to one target. */
export type Delivery = {
  readonly target: Target;
  readonly notice: Notice;
  /** Failed tries before this one. */
  readonly triesMade: number;
};

type ContactOf<Channel extends Contact['channel']> = Extract<
  Contact,
  { readonly channel: Channel }
>;

/** One try to deliver. It never throws: what went wrong is an outcome. */
export type Send<Channel extends Contact['channel']> = (
  contact: ContactOf<Channel>,
  delivery: Delivery,
  surroundings: Surroundings,
) => Promise<Outcome>;

export function guardOf({ target }: Delivery, { allowPrivate }: Surroundings): Guard {
  return { channel: target.channel, origin: target.origin, allowPrivate };
}

/** What became of a post, in terms of the message. */
export function outcomeOf(
  channel: Exclude<Contact['channel'], 'email'>,
  posted: Posted,
  { triesMade }: Delivery,
  now: Date,
): Outcome {
  switch (posted.kind) {
    case 'replied':
      return classifyReply(channel, posted.reply, now);
    case 'failed':
      return classifyFailure(posted.code, triesMade);
    case 'refused':
      return { kind: 'rejected', because: `the address is refused: ${posted.because}` };
  }
}
