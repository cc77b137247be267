import { z } from 'zod';
import { Refusal } from './refusal.ts';
import { TLS_FILES_FAULT } from './tls-files.ts';

/** Failures come from Node, from OpenSSL, from parsing and from servers; they share these at most. */
const Failure = z.object({
  name: z.string().catch(''),
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  message: z.string(),
  refusal: Refusal.optional(),
});

const MAX_TEXT = 200;
const NO_ENGINE = 'answers, but not as a Docker Engine does: check its address';

/** Why an engine did not answer, and what to do about it; it follows the engine's address. */
export function failureInWords(error: unknown): string {
  const parsed = Failure.safeParse(error);
  if (!parsed.success) return `failed: ${String(error).slice(0, MAX_TEXT)}`;
  const { name, code, message, refusal } = parsed.data;
  if (refusal !== undefined) return refusalInWords(refusal);
  if (code === TLS_FILES_FAULT) return message;
  if (['ZodError', '$ZodError', 'SyntaxError'].includes(name)) return NO_ENGINE;
  if (name === 'TimeoutError' || name === 'AbortError')
    return 'gave no answer in 2 s: is it overloaded, or its virtual machine paused or asleep?';
  const row = failures.find(({ codes }) => codes.test(`${code} ${message}`));
  return row?.words ?? `failed: ${message.slice(0, MAX_TEXT)}`;
}

/** The first that fits the code and the message. */
const failures: readonly { readonly codes: RegExp; readonly words: string }[] = [
  {
    codes: /^(EACCES|EPERM)\b/,
    words: 'may not be opened: add the user to the group docker, or run as its owner',
  },
  { codes: /^ENOENT\b/, words: 'is not there: start the engine, or correct the path' },
  {
    codes: /^ECONNREFUSED\b/,
    words: 'has nothing listening: its engine has quit or is starting, so start it',
  },
  { codes: /^(ENOTSOCK|ENOTDIR)\b/, words: 'is no socket: correct the path' },
  {
    codes: /^(ENOTFOUND|EAI_\w+)\b/,
    words: 'is no host that is known here: correct its name, or its DNS',
  },
  {
    codes: /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ETIMEDOUT)\b/,
    words: 'cannot be reached: check the network, and the firewall of the host',
  },
  {
    codes: /wrong version number|WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG/,
    words: 'does not speak TLS there: name it as http://…, or name its TLS port (2376)',
  },
  {
    codes: /^ERR_TLS_CERT_ALTNAME_INVALID\b/,
    words: 'has a certificate for other names: name it as its certificate does, or renew that',
  },
  {
    codes: /^CERT_HAS_EXPIRED\b/,
    words: 'has a certificate that has expired: renew it on the server',
  },
  {
    codes: /^CERT_NOT_YET_VALID\b/,
    words: 'has a certificate that is not valid yet: compare the clocks of the two machines',
  },
  {
    codes:
      /^(UNABLE_TO_\w+|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_(UNTRUSTED|REJECTED|SIGNATURE_FAILURE)|INVALID_CA)\b/,
    words:
      'has a certificate that nobody trusted here has signed: put its CA as ca.pem into the folder of DOCKER_CERT_PATH, or into the context',
  },
  {
    codes:
      /^ERR_SSL_\w*ALERT_\w*(CERTIFICATE|UNKNOWN_CA|DECRYPT_ERROR|ACCESS_DENIED)|^ERR_SSL_\w*ALERT_HANDSHAKE_FAILURE/,
    words:
      'refuses our certificate: put a cert.pem and key.pem that its CA has signed into the folder of DOCKER_CERT_PATH, or into the context',
  },
  {
    codes: /^ERR_(OSSL|CRYPTO|TLS)_|^ERR_MISSING_PASSPHRASE\b/,
    words:
      'cannot be met with ca.pem, cert.pem and key.pem as they are: each has to be PEM, the key without a password and that of the certificate',
  },
  {
    codes: /^(ECONNRESET|EPIPE|EPROTO)\b|socket hang up/,
    words:
      'breaks the connection off: a server on TLS is named as https://…, and may ask for cert.pem and key.pem in the folder of DOCKER_CERT_PATH',
  },
  { codes: /^HPE_/, words: NO_ENGINE },
  { codes: /another engine answers/, words: 'is that of another engine now' },
];

/** Nothing listens at the address: its engine is not running. */
export function isNobodyThere(error: unknown): boolean {
  const { code } = Failure.safeParse(error).data ?? {};
  return code === 'ENOENT' || code === 'ECONNREFUSED';
}

/** Which setting of the usual socket proxies opens a path. */
const proxySettings: readonly (readonly [prefix: string, setting: string])[] = [
  ['/containers', 'CONTAINERS=1'],
  ['/events', 'EVENTS=1'],
  ['/info', 'INFO=1'],
  ['/version', 'VERSION=1'],
];

function refusalInWords({ status, path, says }: Refusal): string {
  if (/HTTP request to an HTTPS server/i.test(says))
    return 'speaks TLS: name it as https://…, and the folder of its certificates in DOCKER_CERT_PATH';
  if (/client version|API version|minimum supported/i.test(says))
    return `refuses the version of the API (${says}): let no proxy on the way add one to the path`;
  if (/paused/i.test(says)) return 'is paused: resume Docker Desktop in its menu';
  const setting = proxySettings.find(([prefix]) => path.startsWith(prefix))?.[1];
  if (status === 403 || status === 405)
    return `does not let ${path} be read: set ${setting} at the socket proxy`;
  if (status === 404 && path.includes('{id}')) return 'has no such container any more';
  if (status === 404)
    return `knows no ${path}: it is no Docker Engine, or a socket proxy that needs ${setting}`;
  if (status >= 300 && status < 400)
    return `sends us elsewhere (HTTP ${status}): name the engine itself`;
  if (status === 503) return 'is starting up or has no engine behind it (HTTP 503): start Docker';
  if (status === 502 || status === 504)
    return `is a proxy whose engine does not answer (HTTP ${status}): start the engine behind it`;
  return `answers ${path} with HTTP ${status}: ${says}`;
}
