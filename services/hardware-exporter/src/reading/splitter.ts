/** Cuts a byte stream into documents. */
export type Splitter = {
  /** The documents that this chunk completes. `dropped` is set when too much came without an end. */
  push(chunk: Buffer): { readonly documents: readonly string[]; readonly dropped: boolean };
  /** What came after the last complete document; `undefined` when that is only white space. */
  rest(): string | undefined;
};
