import { AxiosError } from 'axios';

/** Why nothing came back that could be read, and what to do about it where somebody can. */
export function failureInWords(error: unknown): string {
  // Node refuses some requests before axios sees them; one engine must not stop the round of all.
  if (!(error instanceof AxiosError)) return `cannot be asked: ${String(error).slice(0, 200)}`;
  const { code = '', message } = error;
  return reasons[code] ?? otherReason(code, message, error.cause);
}

const nobodyKnown =
  'its certificate is signed by nobody who is known here: name the signer in NODE_EXTRA_CA_CERTS';
const silent = 'gave no answer in 2 s';
const elsewhere = 'its address cannot be reached from here';

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  ERR_CANCELED: silent,
  ETIMEDOUT: silent,
  ECONNRESET: 'closed the connection without an answer',
  EPIPE: 'closed the connection without an answer',
  EHOSTUNREACH: elsewhere,
  ENETUNREACH: elsewhere,
  EADDRNOTAVAIL: elsewhere,
  HPE_HEADER_OVERFLOW: 'sends more headers than an answer may have',
  DEPTH_ZERO_SELF_SIGNED_CERT: nobodyKnown,
  SELF_SIGNED_CERT_IN_CHAIN: nobodyKnown,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: nobodyKnown,
  UNABLE_TO_GET_ISSUER_CERT: nobodyKnown,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: nobodyKnown,
  CERT_HAS_EXPIRED: 'its certificate has expired: renew it',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: check the clocks of both machines',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name: ask it by that name',
};

function otherReason(code: string, message: string, cause: unknown): string {
  if (code === 'EPROTO') return 'does not speak TLS as it should: is it meant to be http:// ?';
  if (code.startsWith('HPE_'))
    return startsTls(cause) ? 'speaks TLS: ask it by an https:// url' : 'does not answer in HTTP';
  return `cannot be asked: ${code === '' ? message.slice(0, 200) : code}`;
}

/** A server that expects TLS complains with a TLS alert, whose first byte is 21. */
function startsTls(cause: unknown): boolean {
  const packet: unknown =
    typeof cause === 'object' && cause !== null && 'rawPacket' in cause
      ? cause.rawPacket
      : undefined;
  return packet instanceof Uint8Array && packet[0] === 0x15;
}
