import type { Labels } from '@m4max/contracts';
import type { AlertmanagerFile, Route } from './alertmanager-file.ts';
import { matchesAll } from './matchers.ts';

/**
 * The receivers of an alert, as Alertmanager finds them: depth first, from left to right; a child that
 * matches hides its later siblings unless it says `continue`, and a node counts only if no child matched.
 */
export function receiversOf(root: AlertmanagerFile['route'], labels: Labels): readonly string[] {
  const found = below(root.routes, labels, root.receiver);
  return [...new Set(found.length > 0 ? found : [root.receiver])];
}

function below(routes: readonly Route[], labels: Labels, inherited: string): readonly string[] {
  const found: string[] = [];
  for (const route of routes) {
    if (!matchesAll(route.matchers, labels)) continue;
    const receiver = route.receiver ?? inherited;
    const children = below(route.routes, labels, receiver);
    found.push(...(children.length > 0 ? children : [receiver]));
    if (!route.continue) break;
  }
  return found;
}
