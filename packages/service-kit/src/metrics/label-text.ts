type Labels = Readonly<Record<string, string>>;

/** Tables give the same object for the same labels of many series: each is written once. */
const texts = new WeakMap<Labels, string>();

/** Labels as a page of metrics holds them: `engine="demo",name="risk"`. */
export function labelText(labels: Labels): string {
  const known = texts.get(labels);
  if (known !== undefined) return known;
  const text = Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',');
  texts.set(labels, text);
  return text;
}

const SPECIAL = /[\\\n"]/g;

/** The text format knows these three escapes and no others. */
function escaped(value: string): string {
  return value.replace(SPECIAL, (special) => (special === '\n' ? '\\n' : `\\${special}`));
}
