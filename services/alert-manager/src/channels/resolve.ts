import { lookup } from 'node:dns/promises';
import type { Checked, Guard } from '../notices/address-guard.ts';
import { checkAddress, checkUrl, literalAddress } from '../notices/address-guard.ts';

/** Every address that a name stands for. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

export const resolveByDns: Resolve = async (hostname) => {
  const found = await lookup(hostname, { all: true, verbatim: true });
  return found.map(({ address }) => address);
};

export type Destination = { readonly url: URL; readonly address: string };

/**
 * Checks a URL and every address that its host stands for. The one that is returned is the one to
 * connect to: asking again would give a hostile name server the chance to answer otherwise.
 * Rejects when the name cannot be resolved.
 */
export async function checkDestination(
  text: string,
  guard: Guard,
  resolve: Resolve,
): Promise<Checked<Destination>> {
  const checked = checkUrl(text, guard);
  if (checked.kind === 'refused') return checked;
  const url = checked.value;
  const literal = literalAddress(url);
  const addresses = literal === undefined ? await resolve(url.hostname) : [literal];
  const verdicts = addresses.map((address) => checkAddress(address, url, guard));
  const refusal = verdicts.find((verdict) => verdict.kind === 'refused');
  if (refusal !== undefined) return refusal;
  const [address] = addresses;
  if (address === undefined) return { kind: 'refused', because: 'its name stands for no address' };
  return { kind: 'allowed', value: { url, address } };
}
