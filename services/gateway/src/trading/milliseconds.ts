/** To whole nanoseconds, finer than which nothing is measured. */
export function milliseconds(seconds: number): number {
  return Math.round(seconds * 1e9) / 1e6;
}

/** A field where there is a value, and nothing where there is none. */
export function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [name in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]: Value });
}

export function givenMilliseconds<Name extends string>(
  name: Name,
  seconds: number | undefined,
): { [name in Name]?: number } {
  return given(name, seconds === undefined ? undefined : milliseconds(seconds));
}
