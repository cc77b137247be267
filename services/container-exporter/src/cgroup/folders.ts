import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { findPlaces } from './find-places.ts';
import type { Place } from './place.ts';
import { pathIn, usualPlaces } from './place.ts';

/** The folders of containers, each found once and remembered until it is gone. */
export type Folders = {
  /** Finds those of these containers that have one; of any other nothing is remembered. */
  of(
    root: string,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string>>;
  forget(id: string): void;
  /** How many of the containers asked for last were looked for in vain more than once. */
  missed(): number;
};

/** A container of another engine's machine is never found: it is looked for ever more rarely. */
const FIRST_PAUSE_SECONDS = 30;
const LONGEST_PAUSE_SECONDS = 600;
/** An engine names folders in one way, and few are told another parent for some containers. */
const MAX_PLACES = 32;

type Absence = { readonly times: number; readonly lookAgainAt: number };

export function rememberFolders(): Folders {
  const places = [...usualPlaces];
  const found = new Map<string, string>();
  const absent = new Map<string, Absence>();

  const learn = (place: Place) => {
    const isKnown = places.some((known) => pathIn(known, '') === pathIn(place, ''));
    if (!isKnown && places.length < MAX_PLACES) places.push(place);
  };
  const tryPlaces = async (root: string, id: string) => {
    for (const place of places) {
      const path = join(root, pathIn(place, id));
      // Nothing on the way may be a link that leads out of the tree.
      if ((await realpath(path).catch(() => undefined)) === path) return path;
    }
    return undefined;
  };
  const miss = (id: string) => {
    const times = (absent.get(id)?.times ?? 0) + 1;
    const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** (times - 1), LONGEST_PAUSE_SECONDS);
    absent.set(id, { times, lookAgainAt: performance.now() + pause * 1000 });
  };

  return {
    async of(root, ids, signal) {
      const asked = new Set(ids);
      for (const id of [...found.keys(), ...absent.keys()]) {
        if (asked.has(id)) continue;
        found.delete(id);
        absent.delete(id);
      }
      const wanted = new Set<string>();
      for (const id of ids) {
        if (found.has(id) || performance.now() < (absent.get(id)?.lookAgainAt ?? 0)) continue;
        const path = await tryPlaces(root, id);
        if (path === undefined) wanted.add(id);
        else found.set(id, path);
      }
      if (wanted.size > 0) {
        const further = await findPlaces(root, wanted, signal);
        for (const [id, place] of further) {
          learn(place);
          found.set(id, join(root, pathIn(place, id)));
        }
        for (const id of wanted) if (!further.has(id)) miss(id);
      }
      for (const id of found.keys()) absent.delete(id);
      return found;
    },
    forget: (id) => found.delete(id),
    missed: () => [...absent.values()].filter(({ times }) => times > 1).length,
  };
}
