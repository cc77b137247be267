import type { Missing } from '@m4max/contracts';
import { failureInWords } from './failure-in-words.ts';
import { isNotThere } from './refusal.ts';

/** A sentence names so many; the board marks each one as stale. */
const NAMED = 3;

/**
 * Why some containers were not read in a round, by the first failure: it is mostly one for all. One
 * that ended or was removed meanwhile is no failure.
 */
export function unreadContainers(
  containers: readonly { readonly container: { readonly id: string; readonly name: string } }[],
  unread: ReadonlyMap<string, unknown>,
  engine: string,
): readonly Missing[] {
  const failed = containers.flatMap(({ container: { id, name } }) => {
    const error = unread.get(id);
    return error === undefined || isNotThere(error) ? [] : [{ name, error }];
  });
  const [first] = failed;
  if (first === undefined) return [];
  const names = failed.slice(0, NAMED).map(({ name }) => name);
  const more = failed.length - names.length;
  const those = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
  const reason = `${those} could not be read: the last readings stand. The address of the Docker Engine ${engine} ${failureInWords(first.error)}`;
  return [{ field: 'containers', reason }];
}
