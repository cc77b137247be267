/** What a person reads for a number: short, with as many digits as the eye can use. */

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** `95` for 0.953; a share that is not nothing never reads `0`. */
export function percent(ratio: number): string {
  const share = ratio * 100;
  if (share > 0 && share < 0.5) return '<1';
  return grouped.format(share);
}

/** Three figures at most, two below a tenth: `4.28`, `42.8`, `428`, `0.0031`. */
export function figures(value: number): string {
  const size = Math.abs(value);
  if (size >= 99.95) return grouped.format(value);
  if (size >= 9.995) return trim(value.toFixed(1));
  if (size >= 0.0995 || size === 0) return trim(value.toFixed(2));
  if (size >= 0.00005) return trim(value.toFixed(size < 0.00995 ? 4 : 3));
  return '<0.0001';
}

const memoryUnits = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Memory the way macOS and Docker's limits count it: 1 GB is 1024³ bytes. */
export function memorySize(bytes: number): { readonly value: string; readonly unit: string } {
  return scaled(bytes, 1024, memoryUnits);
}

/** Memory in GB with one decimal, so that a column can be compared by eye. */
export function gigabytes(bytes: number): string {
  const value = bytes / 1024 ** 3;
  if (value >= 99.5) return grouped.format(value);
  return value.toFixed(value < 0.1 ? 2 : 1);
}

/** Two figures, in the unit of the limit while that leaves two: `1.7` of `4 GB`, `61 MB` of `4 GB`. */
export function memoryOfLimit(
  used: number,
  limit: number | undefined,
): { readonly used: string; readonly limit: string | undefined } {
  const own = memoryStep(used);
  const usedAlone = `${twoFigures(used / 1024 ** own)} ${memoryUnits[own]}`;
  if (limit === undefined) return { used: usedAlone, limit };
  const step = memoryStep(limit);
  const inThatUnit = used / 1024 ** step;
  return {
    used: inThatUnit >= 0.1 || used === 0 ? twoFigures(inThatUnit) : usedAlone,
    limit: `${trim(twoFigures(limit / 1024 ** step))} ${memoryUnits[step]}`,
  };
}

/** Traffic, where 1 MB is a million bytes: `1.2 MB/s`. */
export function byteRate(bytesPerSecond: number): string {
  const { value, unit } = scaled(bytesPerSecond, 1000, ['B', 'kB', 'MB', 'GB', 'TB']);
  return `${value} ${unit}/s`;
}

export function frequency(hertz: number): string {
  if (hertz >= 1e9) return `${(hertz / 1e9).toFixed(2)} GHz`;
  return `${grouped.format(hertz / 1e6)} MHz`;
}

/** The short form of a bound, such as a limit: `4`, `0.5`. */
export function bound(text: string): string {
  return trim(text);
}

/** Cores in use, two decimals while they matter; more for what uses next to nothing. */
export function cores(used: number): string {
  return used >= 0.0995 && used < 9.995 ? used.toFixed(2) : figures(used);
}

/** Watts without the unit: one decimal below ten. */
export function watts(value: number): string {
  return value < 9.95 ? trim(value.toFixed(1)) : grouped.format(value);
}

/** Milliseconds without the unit, for columns headed "ms". */
export function milliseconds(seconds: number): string {
  const value = seconds * 1000;
  if (value === 0) return '0';
  if (value >= 99.95) return grouped.format(value);
  if (value >= 9.995) return value.toFixed(1);
  return value.toFixed(value < 0.1 ? 3 : 2);
}

/** `1,204`, `184 k`, `1.2 M`. */
export function count(value: number): string {
  if (value >= 999_500) return `${figures(value / 1e6)} M`;
  if (value >= 9_999.5) return `${figures(value / 1e3)} k`;
  return value < 10 && !Number.isInteger(value) ? figures(value) : grouped.format(value);
}

function memoryStep(bytes: number): number {
  return stepOf(bytes, 1024, memoryUnits);
}

/** Whole from ten on: `0.50`, `1.7`, `12`, `512`. */
function twoFigures(value: number): string {
  if (value === 0) return '0';
  if (value >= 9.95) return grouped.format(value);
  return value.toFixed(value < 0.995 ? 2 : 1);
}

function scaled(value: number, base: number, units: readonly string[]) {
  const step = stepOf(value, base, units);
  const size = value / base ** step;
  return { value: step === 0 ? grouped.format(size) : figures(size), unit: units[step] ?? '' };
}

/** How many times larger than the first the unit is in which a value reads best. */
function stepOf(value: number, base: number, units: readonly string[]): number {
  let step = 0;
  while (value / base ** step >= base * 0.9995 && step < units.length - 1) step += 1;
  return step;
}

/** `5.00` → `5`, `4.20` → `4.2`; whole numbers are left alone. */
function trim(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/0+$/, '').replace(/\.$/, '') : decimal;
}
