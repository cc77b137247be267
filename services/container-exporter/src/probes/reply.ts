/** What came back from an endpoint. */
export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** As the header says it, in lower case and without parameters; empty without one. */
      readonly contentType: string;
      readonly location: string | undefined;
      /** Undefined when its bytes are no text. */
      readonly body: string | undefined;
      readonly end: 'whole' | 'cut at the limit' | 'too slow' | 'broken off';
    }
  /** Its name could not be resolved here, which says nothing about the one that has it. */
  | { readonly kind: 'unknown host'; readonly host: string }
  /** Nobody took the connection nor refused it: it may be lost on the way. */
  | { readonly kind: 'no connection' }
  | { readonly kind: 'none'; readonly reason: string };
