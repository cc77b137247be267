/** Writes the values of a property list in the layout of powermetrics: no indentation, one key a line. */

export function dict(entries: Readonly<Record<string, string>>): string {
  const lines = Object.entries(entries).map(
    ([key, value]) => `<key>${key}</key>${isNested(value) ? '\n' : ''}${value}\n`,
  );
  return `<dict>\n${lines.join('')}</dict>`;
}

export function array(items: readonly string[]): string {
  return `<array>\n${items.map((item) => `${item}\n`).join('')}</array>`;
}

/** Nothing is escaped: names of processes come with a bare `&`. */
export function text(value: string): string {
  return `<string>${value}</string>`;
}

export function truth(value: boolean): string {
  return value ? '<true/>' : '<false/>';
}

export function integer(value: number): string {
  return `<integer>${Math.round(value)}</integer>`;
}

/** Six digits in the form of C's `%g`. */
export function real(value: number): string {
  if (Number.isNaN(value)) return '<real>nan</real>';
  if (value === 0) return '<real>0</real>';
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= -4 && exponent < 6) return `<real>${Number(value.toPrecision(6))}</real>`;
  const [mantissa = '0', power = '0'] = value.toExponential(5).split('e');
  const sign = power.startsWith('-') ? '-' : '+';
  return `<real>${Number(mantissa)}e${sign}${power.replace(/^[+-]/, '').padStart(2, '0')}</real>`;
}

function isNested(value: string): boolean {
  return value.startsWith('<dict>') || value.startsWith('<array>');
}
