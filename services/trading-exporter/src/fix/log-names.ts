import { basename, dirname, join } from 'node:path';

/** What is packed is old, and not text. */
const PACKED = /\.(?:gz|bz2|xz|zst|lz4|zip|Z)$/;

/** Whether a file's name fits a pattern in which `*` stands for any characters. */
export function fitsPattern(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return name === pattern;
  if (PACKED.test(name) && !PACKED.test(pattern)) return false;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = name.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return from <= name.length - last.length;
}

/** Whether a path is one of those that a pattern names; only its last part may hold a `*`. */
export function isNamedBy(path: string, pattern: string): boolean {
  return dirname(path) === dirname(pattern) && fitsPattern(basename(path), basename(pattern));
}

/**
 * What each path is called in samples and metrics: as little of it as tells it from the others, since
 * folders tell what is not asked for. There are as many names as paths, whatever files come and go.
 */
export function shortNames(paths: readonly string[]): readonly string[] {
  return paths.map((path) => {
    let name = basename(path);
    for (let folder = dirname(path); isAmbiguous(name, path, paths); folder = dirname(folder)) {
      if (folder === dirname(folder)) return path;
      name = join(basename(folder), name);
    }
    return name;
  });
}

function isAmbiguous(name: string, path: string, paths: readonly string[]): boolean {
  return paths.some((other) => other !== path && (other === name || other.endsWith(`/${name}`)));
}
