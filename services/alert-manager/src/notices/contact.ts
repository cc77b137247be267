import type { ChannelName, Severity } from '@m4max/contracts';

/** How one message reaches its reader; holds secrets, and so never leaves the process. */
export type Contact =
  | { readonly channel: 'slack'; readonly url: string }
  | { readonly channel: 'email'; readonly to: string; readonly server: MailServer }
  | { readonly channel: 'pagerduty'; readonly routingKey: string; readonly url: string }
  | { readonly channel: 'webhook'; readonly url: string; readonly signingSecret?: string };

export type MailServer = {
  readonly host: string;
  readonly port: number;
  readonly from: string;
  /** How we name ourselves to it. */
  readonly hello: string;
  readonly requireTls: boolean;
  readonly login?: { readonly username: string; readonly password: string };
};

/** One integration of a receiver (an e-mail address counts as one): what is told, and remembered as told. */
export type Target = {
  /** Stable over restarts and over a new secret, so that nobody is told twice. */
  readonly id: string;
  readonly receiver: string;
  readonly channel: ChannelName;
  /** The operator's own file may name private addresses, the API may not. */
  readonly origin: 'file' | 'api';
  readonly sendResolved: boolean;
  readonly minSeverity?: Severity;
  readonly contact: Contact;
};

type Unconfigured = {
  readonly receiver: string;
  readonly channel: ChannelName;
  readonly because: string;
};

/** Whom this fleet can tell, and whom it cannot. */
export type Contacts = {
  readonly targets: readonly Target[];
  readonly unconfigured: readonly Unconfigured[];
};

/** What a configuration came to: somebody to tell, or why there is nobody. */
export type Found =
  | { readonly kind: 'contact'; readonly contact: Contact }
  | { readonly kind: 'absent'; readonly because: string };

/** The content of a secret's file, `undefined` while it is not there. */
export type ReadSecret = (file: string) => string | undefined;
