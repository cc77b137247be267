import type { DetailTable as Table } from '../trading/detail-table.ts';
import { withoutEmptyColumns } from '../trading/detail-table.ts';
import { Marked } from './marked.tsx';
import { ToneShape } from './tone-shape.tsx';

/** One table of what is known in detail; nothing where there is no row. */
export function DetailTable({ table }: { table: Table }) {
  if (table.rows.length === 0) return null;
  const { title, columns, rows } = withoutEmptyColumns(table);
  return (
    <section class="detail">
      <table>
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {columns.map((column) => (
              <th key={column} scope="col" class="num">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, note, tone, cells }) => (
            <tr key={key} class={tone}>
              <th scope="row">
                <ToneShape tone={tone} words={tone === 'critical' ? 'critical' : 'warning'} />
                {name}
                {note !== undefined && (
                  <small>
                    <Marked text={note} />
                  </small>
                )}
              </th>
              {cells.map((cell, at) => (
                <td key={columns[at]} class={cell === undefined ? 'num dim' : 'num'}>
                  {cell ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
