/** The end of a secret, enough to tell two apart and too little to use; short ones show nothing. */
export function maskSecret(secret: string): string {
  return secret.length < 16 ? '…' : `…${secret.slice(-4)}`;
}

/** An e-mail address is no secret, but its reader need not be shown to everybody. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '…' : `${address.slice(0, 1)}…${address.slice(at)}`;
}
