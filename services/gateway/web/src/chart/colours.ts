/** Colours of chart lines, told apart in both themes and by the colour-blind; CSS holds the values. */
export const lineColours = [
  '--line-1',
  '--line-2',
  '--line-3',
  '--line-4',
  '--line-5',
  '--line-6',
] as const;

/** A canvas knows no CSS variables: the element's own style resolves them, in the theme of the moment. */
export function resolvedColour(element: HTMLElement, name: string): string {
  const before = element.style.color;
  element.style.color = `var(${name})`;
  const { color } = getComputedStyle(element);
  element.style.color = before;
  return color;
}
