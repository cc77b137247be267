/** The field `json` of a stream entry, whose fields come as a flat list of names and values. */
export function jsonOf(fields: readonly string[]): string | undefined {
  return fieldsOf(fields).json;
}

export function fieldsOf(fields: readonly string[]): Record<string, string> {
  const result: Record<string, string> = {};
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [name, value] = fields.slice(index, index + 2);
    if (name !== undefined && value !== undefined) result[name] = value;
  }
  return result;
}
