import type { Tone } from './tone.ts';

type DetailRow = {
  readonly key: string;
  readonly name: string;
  /** A sentence about it, under its name. */
  readonly note?: string;
  readonly tone: Tone;
  /** One for each column; undefined where it is not known. */
  readonly cells: readonly (string | undefined)[];
};
/** A table of the trading dialog: names, and what is known of each. */
export type DetailTable = {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly DetailRow[];
};

/** Without the columns that no row has anything in. */
export function withoutEmptyColumns({ title, columns, rows }: DetailTable): DetailTable {
  const kept = columns.flatMap((_, at) =>
    rows.some(({ cells }) => cells[at] !== undefined) ? [at] : [],
  );
  return {
    title,
    columns: kept.map((at) => columns[at] ?? ''),
    rows: rows.map((row) => ({ ...row, cells: kept.map((at) => row.cells[at]) })),
  };
}
