/** Letters of a name that are always shown. */
const NAME_END = 12;

/** Names of one family differ at their end, so what is cut off is the middle. */
export function Name({ name }: { name: string }) {
  const cut = Math.max(0, name.length - NAME_END);
  return (
    <>
      <span>{name.slice(0, cut)}</span>
      <span>{name.slice(cut)}</span>
    </>
  );
}
