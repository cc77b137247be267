/** Why a source is not looked at; `undefined` when it is one that is read here. */
export function notLookedAt(
  source: string,
  options: {
    /** Whether it is for this system, or was given by its path. */
    readonly isHere: boolean;
    /** The sources of HARDWARE_SOURCES, unless it is `auto`. */
    readonly wanted: readonly string[] | undefined;
  },
): string | undefined {
  const { isHere, wanted } = options;
  if (wanted !== undefined && !wanted.includes(source)) return 'left out of HARDWARE_SOURCES';
  return isHere ? undefined : 'only on a Mac';
}
