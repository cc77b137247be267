import { fileURLToPath } from 'node:url';
import type { TradingCalendar } from '@m4max/contracts';
import { SessionsFile } from '@m4max/contracts';
import { readYamlFile } from '@m4max/service-kit';

/** The file of the checkout; the compiled service lies as deep in it as its source. */
export const shippedSessionsFile = fileURLToPath(
  new URL('../../../../monitoring/sessions.yml', import.meta.url),
);

/** When venues trade; throws one text that names every fault of the file. */
export async function readSessionsFile(path: string): Promise<readonly TradingCalendar[]> {
  const file = await readYamlFile({
    variable: 'SESSIONS_FILE',
    path,
    shape: SessionsFile,
    placeOf: calendarOf,
  });
  return file.calendars;
}

/** `calendar 2: sessions.0.opens` */
function calendarOf(path: readonly PropertyKey[]): string {
  const [list, index, ...field] = path;
  if (list !== 'calendars' || typeof index !== 'number') return path.join('.');
  return [`calendar ${index + 1}`, ...(field.length === 0 ? [] : [field.join('.')])].join(': ');
}
