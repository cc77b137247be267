import { requireComponent } from './require-component.ts';

/** The kinds of store on which everything must work, for `describe.each`; those that are not installed are left out. */
export function redisKinds(): readonly {
  readonly title: string;
  readonly options: { readonly cluster?: boolean; readonly embedded?: boolean };
}[] {
  const embedded = { title: 'embedded', options: { embedded: true } };
  if (!requireComponent('redis-server')) return [embedded];
  return [
    { title: 'real', options: { embedded: false } },
    { title: 'cluster', options: { cluster: true } },
    embedded,
  ];
}
