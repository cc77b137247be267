import { XMLParser } from 'fast-xml-parser';

// Property lists by a parser that shares nothing with ours.

type Element = { readonly [tag: string]: readonly Element[] | string };
type Node = { readonly kind: string; readonly children: readonly Element[] };
export type Dict = ReadonlyMap<string, Node>;

const MOST_ITEMS = 64;
const parser = new XMLParser({
  preserveOrder: true,
  parseTagValue: false,
  trimValues: false,
  ignoreAttributes: true,
  // Faster without, and the documents that are compared hold no entities.
  processEntities: false,
  jPath: false,
});

export function parsed(text: string): Dict | undefined {
  try {
    const roots: readonly Element[] = parser.parse(text);
    const lists = roots.filter((root) => 'plist' in root);
    const [list] = lists;
    if (list === undefined || lists.length > 1) return undefined;
    const [first] = elementsOf(childrenOf(list));
    return dictIn(first && nodeOf(first));
  } catch {
    return undefined; // It refuses what it does not like, such as a tag that is not closed.
  }
}

function childrenOf(element: Element): readonly Element[] {
  for (const tag in element) {
    const children = element[tag];
    return typeof children === 'string' || children === undefined ? [] : children;
  }
  return [];
}

function elementsOf(children: readonly Element[]): readonly Element[] {
  return children.filter((child) => child['#text'] === undefined);
}

function textOf({ children }: Node): string {
  return children.map(({ '#text': text }) => (typeof text === 'string' ? text : '')).join('');
}

function nodeOf(element: Element): Node {
  for (const kind in element) return { kind, children: childrenOf(element) };
  return { kind: '', children: [] };
}

/** Of a repeated key the last one counts. */
export function dictIn(node: Node | undefined): Dict | undefined {
  if (node?.kind !== 'dict') return undefined;
  const nodes = elementsOf(node.children).map(nodeOf);
  const dict = new Map<string, Node>();
  for (let at = 0; at + 1 < nodes.length; at += 2) {
    const [key, value] = [nodes[at], nodes[at + 1]];
    if (key && value) dict.set(textOf(key), value);
  }
  return dict;
}

export function listIn(node: Node | undefined): readonly Node[] | undefined {
  if (node?.kind !== 'array') return undefined;
  const elements = elementsOf(node.children);
  return elements.length > MOST_ITEMS ? undefined : elements.map(nodeOf);
}

export function dictsIn(node: Node | undefined): readonly Dict[] | undefined {
  return listIn(node)?.flatMap((entry) => dictIn(entry) ?? []);
}

export function isInvalid(dict: Dict): boolean {
  return dict.get('invalid')?.kind === 'true';
}

export function numberIn(node: Node | undefined): number | undefined {
  if (node?.kind !== 'integer' && node?.kind !== 'real') return undefined;
  const digits = textOf(node).trim();
  if (!/^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$/.test(digits)) return undefined;
  const value = Number.parseFloat(digits);
  return Number.isFinite(value) ? value : undefined;
}

export function count(dict: Dict | undefined, key: string): number | undefined {
  if (dict === undefined || isInvalid(dict)) return undefined;
  const value = numberIn(dict.get(key));
  return value !== undefined && value >= 0 ? value : undefined;
}

export function word(dict: Dict, key: string): string | undefined {
  const node = dict.get(key);
  if (node?.kind !== 'string' && node?.kind !== 'data') return undefined;
  const text = textOf(node);
  return text === '' || text.length > 100 ? undefined : text;
}
