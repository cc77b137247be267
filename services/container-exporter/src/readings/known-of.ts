/** An object without the keys whose values are not known, or undefined when none is. */
export function knownOf<Shape extends object>(
  shape: Shape,
): { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> } | undefined {
  const known: Partial<Shape> = {};
  let isEmpty = true;
  for (const key in shape) {
    if (shape[key] === undefined) continue;
    known[key] = shape[key];
    isEmpty = false;
  }
  return isEmpty ? undefined : (known as ReturnType<typeof knownOf<Shape>>);
}
