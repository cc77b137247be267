/** Something that is said on a bus, and when, in milliseconds since 1970. */
export type Saying = { readonly atMilliseconds: number } & (
  | {
      readonly kind: 'entry';
      readonly stream: string;
      /** Names and values in turn. */
      readonly fields: readonly Field[];
      /** Its id is the moment at which it is due, as if it had been added then and not in a batch. */
      readonly hasIdOfItsTime?: true;
    }
  | {
      readonly kind: 'published';
      readonly channel: string;
      /** Made when it is published: it carries the time of that. */
      readonly message: (publishedAtMilliseconds: number) => string;
    }
);
type Field = string | Buffer;

/** Whole microseconds, which is what a double of this size can hold. */
export function nanoseconds(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds * 1000)) * 1000n;
}

/** JSON whose big integers are digits, as Rust writes nanoseconds. */
export function nativeJson(body: Readonly<Record<string, unknown>>): string {
  const marked = JSON.stringify(body, (_name, value: unknown) =>
    typeof value === 'bigint' ? `integer ${value}` : value,
  );
  return marked.replace(/"integer (\d+)"/g, '$1');
}
