import type { z } from 'zod';

/** What a token must allow to call an endpoint; `none` asks for no token. */
export type EndpointScope = 'none' | 'read' | 'push' | 'ack' | 'admin';

/** A reply that is not JSON: its media type, and what it holds. */
export type TextReply = { readonly text: string; readonly description: string };
export type Reply = z.ZodType | TextReply;

/** One path of the gateway's HTTP interface, as clients may rely on it. */
export type Endpoint = {
  readonly name: string;
  readonly method: 'get' | 'post' | 'delete';
  /** Path parameters stand in braces; `{rest}` at the end takes any number of segments. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly scope: EndpointScope;
  /** Who answers: the gateway, the alert-manager behind it, or what all services have in common. */
  readonly by: 'gateway' | 'alert-manager' | 'every service';
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** By status. Error replies are problem+json and are added for every endpoint. */
  readonly replies: Readonly<Record<number, Reply | readonly Reply[]>>;
};

/** What most paths begin with. */
export const MONITORING = '/api/v1/monitoring';

/** The reply of every page for Prometheus. */
export const metricsPage: TextReply = {
  text: 'text/plain',
  description: 'Prometheus exposition, version 0.0.4.',
};
