import type { Socket } from './sockets.ts';

/** What was learnt of one container's connections. */
export type Reading =
  | {
      readonly kind: 'read';
      /** The connections were looked at then, or up to some seconds later. */
      readonly at: Date;
      readonly sockets: readonly Socket[];
      /** There were more lines than are read. */
      readonly isCut: boolean;
    }
  | { readonly kind: 'unreadable' };

export const UNREADABLE: Reading = { kind: 'unreadable' };

/** By the ids of containers; one that is not among them was not looked for yet. */
export type Readings = ReadonlyMap<string, Reading>;
