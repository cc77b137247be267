import type { Missing } from '@m4max/contracts';
import type { Reading } from './reading.ts';

/** What the links of this round leave out, and why; containers by their names. */
export function missingLinks(round: {
  readonly readings: readonly { readonly name: string; readonly reading: Reading | undefined }[];
  readonly onHost: readonly string[];
  /** Why those could not be read that were not. */
  readonly because: string;
}): readonly Missing[] {
  const { readings, onHost, because } = round;
  if (readings.length === 0) return [];
  const unread = readings.filter(({ reading }) => reading?.kind === 'unreadable');
  if (readings.every(({ reading }) => reading?.kind !== 'read'))
    return [sentence(`no connection is seen: ${unread.length > 0 ? because : NOT_YET}`)];
  const cut = readings.filter(({ reading }) => reading?.kind === 'read' && reading.isCut);
  return [
    ...about(unread, (names) => `the connections of ${names} are not seen: ${because}`),
    ...about(cut, (names) => `${names}: more connections than are read, so links may be left out`),
    ...about(
      onHost.map((name) => ({ name })),
      (names) => `${names}: on the machine's own network, where connections cannot be told apart`,
    ),
  ];
}

const NOT_YET = 'the containers are looked at within a minute of their start';

function sentence(reason: string): Missing {
  return { field: 'links', reason };
}

function about(
  list: readonly { readonly name: string }[],
  words: (names: string) => string,
): readonly Missing[] {
  return list.length === 0 ? [] : [sentence(words(enumerated(list.map(({ name }) => name))))];
}

/** A sentence, not a list: three names and a number. */
const MAX_NAMES = 3;

function enumerated(names: readonly string[]): string {
  const first = names.slice(0, MAX_NAMES).join(', ');
  const rest = names.length - MAX_NAMES;
  return rest > 0 ? `${first} and ${rest} more` : first;
}
