import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { TradingCalendar } from '@m4max/contracts';
import { SessionsFile } from '@m4max/contracts';
import { parse } from 'yaml';
import type { z } from 'zod';

/** The file of the checkout; the compiled service lies as deep in it as its source. */
export const shippedSessionsFile = fileURLToPath(
  new URL('../../../../monitoring/sessions.yml', import.meta.url),
);

/** When venues trade; throws one text that names every fault of the file. */
export async function readSessionsFile(path: string): Promise<readonly TradingCalendar[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`SESSIONS_FILE ${path} cannot be read: correct it, or name another`, {
      cause: error,
    });
  });
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`SESSIONS_FILE ${path} is not YAML: ${reason}`);
  }
  const parsed = SessionsFile.safeParse(document);
  if (parsed.success) return parsed.data.calendars;
  const faults = parsed.error.issues.map((issue) => `✖ ${inWords(issue)}`);
  throw new Error(`SESSIONS_FILE ${path} is not what it should be:\n${faults.join('\n')}`);
}

/** `calendar 2: sessions.0.opens: expected a time such as "09:30", from 00:00 to 23:59` */
function inWords({ path, message }: z.core.$ZodIssue): string {
  const [list, index, ...field] = path;
  if (list !== 'calendars' || typeof index !== 'number') return [...path, message].join(': ');
  const place = `calendar ${index + 1}`;
  return [place, ...(field.length === 0 ? [] : [field.join('.')]), message].join(': ');
}
