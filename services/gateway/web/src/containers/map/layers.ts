import { CALLED, CALLERS } from './talk-map.ts';

export type Arrow = { readonly from: string; readonly to: string };

/**
 * How far each name stands from where calls begin: one further than the furthest of its callers
 * (longest path). Arrows that would close a circle are turned a blind eye.
 */
export function layersOf(
  names: readonly string[],
  arrows: readonly Arrow[],
): ReadonlyMap<string, number> {
  const { order, kept } = withoutCircles(names, arrows);
  const layers = new Map(order.map((name) => [name, 0]));
  const layerOf = (name: string) => layers.get(name) ?? 0;
  for (const name of order) {
    for (const { to } of kept.filter(({ from }) => from === name)) {
      layers.set(to, Math.max(layerOf(to), layerOf(name) + 1));
    }
  }
  // Who is called by nobody stands right before whom it calls, not at the far end of the map.
  const called = new Set(kept.map(({ to }) => to));
  for (const name of order) {
    const targets = kept.filter(({ from }) => from === name).map(({ to }) => layerOf(to));
    if (name === CALLERS || called.has(name) || targets.length === 0) continue;
    layers.set(name, Math.min(...targets) - 1);
  }
  if (layers.has(CALLED)) layers.set(CALLED, Math.max(...layers.values()));
  return layers;
}

/** Walks the arrows from the callers on; an arrow back to a name on the way here closes a circle. */
function withoutCircles(names: readonly string[], arrows: readonly Arrow[]) {
  const order: string[] = [];
  const kept: Arrow[] = [];
  const state = new Map<string, 'on the way' | 'done'>();
  const targetsOf = (name: string) =>
    [...new Set(arrows.filter(({ from }) => from === name).map(({ to }) => to))].toSorted();
  // As deep as the longest chain of names, of which the map draws a bounded number.
  const visit = (name: string): void => {
    state.set(name, 'on the way');
    for (const to of targetsOf(name)) {
      if (state.get(to) === 'on the way') continue;
      kept.push({ from: name, to });
      if (!state.has(to)) visit(to);
    }
    state.set(name, 'done');
    order.unshift(name);
  };
  for (const name of startsFirst(names, arrows)) {
    if (!state.has(name)) visit(name);
  }
  return { order, kept };
}

/** Those nobody calls, then those who call more than they are called, then by name. */
function startsFirst(names: readonly string[], arrows: readonly Arrow[]): readonly string[] {
  const weigh = (name: string) => {
    const others = arrows.filter(({ from, to }) => from !== to);
    const calls = others.filter(({ from }) => from === name).length;
    const called = others.filter(({ to }) => to === name).length;
    return { name, start: called === 0 && calls > 0, surplus: calls - called };
  };
  return names
    .map(weigh)
    .toSorted(
      (one, other) =>
        Number(other.start) - Number(one.start) ||
        other.surplus - one.surplus ||
        (one.name < other.name ? -1 : 1),
    )
    .map(({ name }) => name);
}
