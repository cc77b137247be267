/** Whether a version `x.y.z` came before another; unknown ones may have, so they count as older. */
export function isOlder(version: string | undefined, than: string): boolean {
  if (version === undefined) return true;
  const left = numbersOf(version);
  const right = numbersOf(than);
  for (const place of [0, 1, 2] as const) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function numbersOf(version: string): readonly number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}
