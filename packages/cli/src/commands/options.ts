/** Flags that every command takes. */
export type Options = { readonly json: boolean };
