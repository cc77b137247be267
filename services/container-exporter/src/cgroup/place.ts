import { join } from 'node:path';

/** How the folders of one engine's containers are named: a parent, and what stands around the id. */
export type Place = {
  /** Below the root of the tree, without a slash at its ends. */
  readonly parent: string;
  readonly before: string;
  readonly after: string;
};

/** Where engines put containers unless they are told otherwise. */
export const usualPlaces: readonly Place[] = [
  { parent: 'docker', before: '', after: '' }, // Docker's own driver, and the virtual machines of Macs.
  { parent: 'system.slice', before: 'docker-', after: '.scope' },
  { parent: 'machine.slice', before: 'libpod-', after: '.scope' },
];

export function pathIn({ parent, before, after }: Place, id: string): string {
  return join(parent, `${before}${id}${after}`);
}

/** Whose folder it is by its name, and how others beside it are named; conmon only watches a container. */
export function readName(
  parent: string,
  name: string,
): { readonly id: string; readonly place: Place } | undefined {
  const [, before = '', id, after = ''] = /^([a-z]+-)?([0-9a-f]{64})(\.scope)?$/.exec(name) ?? [];
  if (id === undefined || before === 'conmon-') return undefined;
  return { id, place: { parent, before, after } };
}
