/** What sudo lets this user do with powermetrics without a password. */
export type SudoRule =
  | { readonly kind: 'complete' }
  /** powermetrics with any arguments, which can write any file. */
  | { readonly kind: 'too wide' }
  | { readonly kind: 'other interval'; readonly milliseconds: number }
  /** Some of its command lines, or others. */
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * Compares what `sudo -l` lists with the command lines that are needed, each as words between single
 * spaces. The listing is asked for as a whole: about one command, sudo says "allowed" to every
 * administrator, also where it would ask for the password.
 */
export function ruleIn(
  listing: string,
  needed: { readonly program: string; readonly lines: readonly string[] },
): SudoRule {
  const { program, lines } = needed;
  const allowed = withoutPassword(listing);
  if (allowed.includes('ALL')) return { kind: 'complete' };
  const own = allowed.filter((command) => command === program || command.startsWith(`${program} `));
  if (own.length === 0) return { kind: 'none' };
  if (own.some((command) => command === program || /[*?[]/.test(command)))
    return { kind: 'too wide' };
  if (lines.every((line) => own.includes(line))) return { kind: 'complete' };
  const needs = intervalOf(lines[0] ?? '');
  const other = own.map(intervalOf).find((interval) => interval !== undefined);
  if (other === undefined || own.some((command) => intervalOf(command) === needs))
    return { kind: 'incomplete' };
  return { kind: 'other interval', milliseconds: other };
}

function intervalOf(command: string): number | undefined {
  const digits = / -i (\d+)/.exec(command)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The commands that root runs for this user without a password. sudo breaks its lines at 80 characters. */
function withoutPassword(listing: string): readonly string[] {
  const entries = listing.replace(/\n {5,}/g, ' ').split('\n');
  return entries.flatMap((entry) => {
    const { as, list } = /^ {4}\((?<as>[^)]*)\) (?<list>.*)$/.exec(entry)?.groups ?? {};
    if (as === undefined || list === undefined || !/^(?:root|ALL)\b/.test(as)) return [];
    return commandsOf(list);
  });
}

/** A tag stands before a command and holds for those after it, up to its opposite. */
function commandsOf(list: string): readonly string[] {
  const found: string[] = [];
  let isFree = false;
  for (const part of list.split(/(?<!\\), /)) {
    const { tags = '', command = '' } =
      /^(?<tags>(?:[A-Z_]+: ?)*)(?<command>.*)$/.exec(part)?.groups ?? {};
    if (/\bNOPASSWD:/.test(tags)) isFree = true;
    else if (/\bPASSWD:/.test(tags)) isFree = false;
    if (isFree) found.push(command.replace(/\\(.)/g, '$1').trim());
  }
  return found;
}
