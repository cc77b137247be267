/** What became of one document of a recording. */
export type Understood =
  | { readonly kind: 'result'; readonly result: object }
  /** It is known what this is, and it makes no result of its own, such as an inspection. */
  | { readonly kind: 'noted'; readonly what: string }
  | { readonly kind: 'fault'; readonly why: string };

/** Takes the documents of a recording in their order; a list counts as its items. */
export type Reader = (document: string) => readonly Understood[];
