import { findFolders } from './find-folders.ts';

/** The folders of containers in a tree, each found once and remembered until it is gone. */
export type Folders = {
  /** Finds those of these containers that have one; of any other nothing is remembered. */
  of(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  forget(id: string): void;
  /** How many of the containers asked for last were looked for in vain more than once. */
  missed(): number;
};

/** A container of another engine's machine is never found: it is looked for ever more rarely. */
const FIRST_PAUSE_SECONDS = 30;
const LONGEST_PAUSE_SECONDS = 600;

type Absence = { readonly times: number; readonly lookAgainAt: number };

export function rememberFolders(root: string): Folders {
  const found = new Map<string, string>();
  const absent = new Map<string, Absence>();

  const miss = (id: string) => {
    const times = (absent.get(id)?.times ?? 0) + 1;
    const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** (times - 1), LONGEST_PAUSE_SECONDS);
    absent.set(id, { times, lookAgainAt: performance.now() + pause * 1000 });
  };

  return {
    async of(ids, signal) {
      const asked = new Set(ids);
      for (const id of found.keys()) if (!asked.has(id)) found.delete(id);
      for (const id of absent.keys()) if (!asked.has(id)) absent.delete(id);
      const now = performance.now();
      const wanted = new Set(
        ids.filter((id) => !found.has(id) && now >= (absent.get(id)?.lookAgainAt ?? 0)),
      );
      const further = await findFolders(root, wanted, signal);
      for (const id of wanted) {
        const folder = further.get(id);
        if (folder === undefined) {
          miss(id);
          continue;
        }
        found.set(id, folder);
        absent.delete(id);
      }
      return found;
    },
    forget: (id) => found.delete(id),
    missed: () => [...absent.values()].filter(({ times }) => times > 1).length,
  };
}
