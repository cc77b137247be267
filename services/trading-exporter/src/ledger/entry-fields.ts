/** No producer writes more; the rest is not looked at. */
const MAX_FIELDS = 64;

/** The value of a field by its name: order and number of fields differ between versions of a producer. */
export function valueOf(fields: readonly Buffer[], name: Buffer): Buffer | undefined {
  for (let at = 0; at + 1 < fields.length && at < 2 * MAX_FIELDS; at += 2)
    if (isNamed(fields[at], name)) return fields[at + 1];
  return undefined;
}

/** Names are a few bytes: comparing them here takes a tenth of a call into Node's own comparison. */
function isNamed(field: Buffer | undefined, name: Buffer): boolean {
  if (field?.length !== name.length) return false;
  for (let at = 0; at < name.length; at++) if (field[at] !== name[at]) return false;
  return true;
}

/** All fields of an entry as text. */
export function asText(fields: readonly Buffer[]): Readonly<Record<string, string>> {
  const text: Record<string, string> = Object.create(null);
  for (let at = 0; at + 1 < fields.length && at < 2 * MAX_FIELDS; at += 2) {
    const name = fields[at]?.toString('utf8');
    if (name !== undefined) text[name] = fields[at + 1]?.toString('utf8') ?? '';
  }
  return text;
}
