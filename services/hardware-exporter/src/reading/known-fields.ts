/** An object whose unknown fields are absent rather than `undefined`. */
export type KnownFields<Fields> = {
  [Key in keyof Fields as undefined extends Fields[Key] ? never : Key]: Fields[Key];
} & {
  [Key in keyof Fields as undefined extends Fields[Key] ? Key : never]?: Exclude<
    Fields[Key],
    undefined
  >;
};

/** Leaves out every field that is not known. */
export function knownFields<Fields extends object>(fields: Fields): KnownFields<Fields> {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as KnownFields<Fields>;
}
