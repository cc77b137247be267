import type { Missing } from '@m4max/contracts';

/** Takes figures out of what a tool printed, and notes why a field of the sample gets none. */
export type Told = {
  /** The figure for a field, when there is one and it is possible. */
  take<Value>(
    field: string,
    told: unknown,
    accept: (told: unknown) => Value | undefined,
  ): Value | undefined;
  note(field: string, reason: string): void;
  missing(): readonly Missing[];
};

export function toldBy(tool: 'macmon' | 'mactop'): Told {
  const missing: Missing[] = [];
  function note(field: string, reason: string): void {
    missing.push({ field, reason });
  }
  return {
    take(field, told, accept) {
      const value = accept(told);
      if (value !== undefined) return value;
      note(
        field,
        told === undefined
          ? `it is not there: older versions of ${tool} do not tell it (brew upgrade ${tool})`
          : `${tool} gave no possible figure for it`,
      );
      return undefined;
    },
    note,
    missing: () => missing,
  };
}
