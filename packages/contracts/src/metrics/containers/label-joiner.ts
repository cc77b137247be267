type Labels = Readonly<Record<string, string>>;

/**
 * Adds labels to common ones, and gives one and the same object for the same labels: a container has
 * some fifty series under a handful of label sets, and a page writes out each set once.
 */
export function labelJoiner(common: Labels): (own: Labels | undefined) => Labels {
  const joined = new Map<string, Labels>();
  return (own) => {
    if (own === undefined) return common;
    const key = [...Object.keys(own), ...Object.values(own)].join('\0');
    const labels = joined.get(key) ?? { ...common, ...own };
    joined.set(key, labels);
    return labels;
  };
}
