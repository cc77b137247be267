import type { Exposition, LineFault } from './exposition.ts';
import { createFamilies } from './families.ts';

/** A large engine has some thousand lines; a page is read in one turn of the event loop. */
const MAX_LINES = 50_000;
const MAX_CHARACTERS = 5 * 1024 * 1024;
/** What a person reads of a page that is all wrong. */
const MAX_FAULTS = 100;

/**
 * Reads a metrics page of somebody else (Prometheus text 0.0.4 or OpenMetrics 1.0): label values and
 * numbers, line by line. The gateway's reader of our own pages is another thing: it keeps each line
 * as it stands and trusts no page of which a line is wrong.
 */
export function parseExposition(
  text: string,
  /** Of a page that broke off, the last line may be half a number: it is not read. */
  { isCut = false }: { readonly isCut?: boolean } = {},
): Exposition {
  const strange = whatElse(text);
  if (strange !== undefined) return { kind: 'unreadable', reason: strange };
  if (text.length > MAX_CHARACTERS)
    return { kind: 'unreadable', reason: 'longer than 5 MB: a page of metrics is shorter' };
  const lines = text.replace(/^\uFEFF/, '').split('\n', MAX_LINES + 2);
  const faults: LineFault[] = [];
  let faultCount = 0;
  const fault = (line: number, reason: string) => {
    faultCount += 1;
    if (faults.length < MAX_FAULTS) faults.push({ line, reason });
  };

  const isOpenMetrics = lines.some((line) => line.trimEnd() === '# EOF');
  const families = createFamilies(isOpenMetrics ? 1 : 1000);
  let hasEnded = false;
  for (const [index, raw] of (isCut ? lines.slice(0, -1) : lines).entries()) {
    const number = index + 1;
    const line = raw.trim(); // Takes the carriage return of Windows with it.
    if (line === '') continue;
    if (index >= MAX_LINES) {
      fault(number, `the page has more than ${MAX_LINES} lines: the rest is not read`);
      break;
    }
    if (hasEnded) fault(number, 'stands after # EOF');
    else if (line === '# EOF') hasEnded = true;
    else {
      const reason = families.take(line);
      if (reason !== undefined) fault(number, reason);
    }
  }
  if (isCut) fault(lines.length, 'the page breaks off here');
  const found = families.all();
  if (!hasEnded && !isCut && families.areOpenMetrics())
    fault(lines.length, 'an OpenMetrics page ends with # EOF: this one broke off');
  if (found.length === 0) return { kind: 'unreadable', reason: nothing(text, faults[0]) };
  return {
    kind: 'page',
    families: found,
    faults,
    furtherFaults: faultCount - faults.length,
  };
}

/** Engines answer with other things under the same path; each is called by its name. */
function whatElse(text: string): string | undefined {
  const first = text
    .slice(0, 1000)
    .replace(/^\uFEFF/, '')
    .trimStart()[0];
  if (first === undefined) return text.trim() === '' ? 'the page is empty' : undefined;
  if (first === '{' || first === '[') return 'this is JSON, not a metrics page';
  return first === '<' ? 'this is HTML or XML, not a metrics page' : undefined;
}

function nothing(text: string, first: LineFault | undefined): string {
  if (first === undefined) return 'the page has no metrics';
  const line = text.split('\n', first.line)[first.line - 1]?.trim().slice(0, 60);
  return `no line of it is a metric; line ${first.line} ${first.reason}: ${JSON.stringify(line)}`;
}
