type Labels = Readonly<Record<string, string>>;

/**
 * Adds labels to common ones, and gives one and the same object for the same labels: a container has
 * some fifty series under a handful of label sets, and a page writes out each set once.
 */
export function labelJoiner(common: Labels): (own: Labels | undefined) => Labels {
  const joined = new Map<string, Labels>();
  return (own) => {
    if (own === undefined) return common;
    let key = '';
    for (const name in own) key += `${name}\0${own[name]}\0`;
    const known = joined.get(key);
    if (known !== undefined) return known;
    const labels = { ...common, ...own };
    joined.set(key, labels);
    return labels;
  };
}
