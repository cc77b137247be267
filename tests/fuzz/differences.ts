import type { Tree } from './powermetrics-oracle.ts';

/** Where two trees say something else, by path; numbers may differ by what sums in another order do. */
export function differences(found: unknown, expected: unknown, path = ''): readonly string[] {
  if (typeof found === 'number' && typeof expected === 'number')
    return isNear(found, expected) ? [] : [`${path}: ${found} instead of ${expected}`];
  if (!isTree(found) || !isTree(expected))
    return found === expected ? [] : [`${path}: ${show(found)} instead of ${show(expected)}`];
  const keys = new Set([...Object.keys(found), ...Object.keys(expected)]);
  return [...keys].flatMap((key) => differences(found[key], expected[key], `${path}.${key}`));
}

/** Numbers that no reading may hold, by path. */
export function impossibleNumbers(found: unknown, path = ''): readonly string[] {
  if (typeof found === 'number') {
    const most = path.endsWith('ratio') ? 1 : Number.MAX_VALUE;
    return found >= 0 && found <= most ? [] : [`${path}: ${found}`];
  }
  if (!isTree(found)) return [];
  return Object.entries(found).flatMap(([key, value]) =>
    impossibleNumbers(value, `${path}.${key}`),
  );
}

function isNear(found: number, expected: number): boolean {
  return Math.abs(found - expected) <= 1e-9 * Math.max(Math.abs(found), Math.abs(expected)) + 1e-12;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 100);
}
