const MAX_LENGTH = 128;

/** Where a redirect leads: " to /login". Without its query and its user, which may hold secrets. */
export function locationInWords(location: string | undefined, from: string): string {
  if (location === undefined || !URL.canParse(location, from)) return '';
  const target = new URL(location, from);
  if (target.protocol !== 'http:' && target.protocol !== 'https:') return ' elsewhere';
  const isSame = target.origin === new URL(from).origin;
  const shown = `${isSame ? '' : target.origin}${target.pathname}`;
  return ` to ${shown.length > MAX_LENGTH ? `${shown.slice(0, MAX_LENGTH)}…` : shown}`;
}
