/** Names of one family differ at their end, so what is cut off is the middle. */
export function Name({ name, end }: { name: string; end: number }) {
  const cut = Math.max(0, name.length - end);
  return (
    <>
      <span>{name.slice(0, cut)}</span>
      <span>{name.slice(cut)}</span>
    </>
  );
}
