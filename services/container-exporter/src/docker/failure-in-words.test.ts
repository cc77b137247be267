import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { failureInWords } from './failure-in-words.ts';
import { refusalError } from './refusal.ts';
import { TLS_FILES_FAULT } from './tls-files.ts';

const coded = (code: string, message = `connect ${code}`) =>
  Object.assign(new Error(message), { code });
const refused = (status: number, body: string, path = '/info') =>
  refusalError({ status, path, body });
const haproxy =
  '<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>';

it.each([
  {
    title: 'a socket of somebody else',
    error: coded('EACCES'),
    words: 'add the user to the group docker',
  },
  { title: 'no socket', error: coded('ENOENT'), words: 'is not there: start the engine' },
  { title: 'a dead socket', error: coded('ECONNREFUSED'), words: 'has nothing listening' },
  { title: 'a file', error: coded('ENOTSOCK'), words: 'is no socket' },
  { title: 'an unknown host', error: coded('EAI_AGAIN'), words: 'is no host that is known here' },
  { title: 'a host behind a firewall', error: coded('EHOSTUNREACH'), words: 'check the network' },
  {
    title: 'silence, as of a paused virtual machine',
    error: new DOMException('no answer', 'TimeoutError'),
    words: 'gave no answer in 2 s',
  },
  {
    title: 'no engine',
    error: z.string().safeParse(1).error,
    words: 'not as a Docker Engine does',
  },
  {
    title: 'no JSON',
    error: new SyntaxError('Unexpected token'),
    words: 'not as a Docker Engine does',
  },
  { title: 'no HTTP', error: coded('HPE_INVALID_CONSTANT'), words: 'not as a Docker Engine does' },
  {
    title: 'a lost file',
    error: coded(TLS_FILES_FAULT, 'needs ca.pem in /c'),
    words: /^needs ca\.pem in \/c$/,
  },
  {
    title: 'an unknown CA',
    error: coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    words: 'put its CA as ca.pem',
  },
  {
    title: 'a self-signed server',
    error: coded('DEPTH_ZERO_SELF_SIGNED_CERT'),
    words: 'put its CA as ca.pem',
  },
  { title: 'an old certificate', error: coded('CERT_HAS_EXPIRED'), words: 'has expired: renew it' },
  { title: 'a young certificate', error: coded('CERT_NOT_YET_VALID'), words: 'compare the clocks' },
  { title: 'another name', error: coded('ERR_TLS_CERT_ALTNAME_INVALID'), words: 'for other names' },
  {
    title: 'a client without a certificate',
    error: coded('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
    words: 'refuses our certificate',
  },
  {
    title: 'a client of another CA',
    error: coded('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'),
    words: 'refuses our certificate',
  },
  {
    title: 'a key of another certificate',
    error: coded('ERR_OSSL_X509_KEY_VALUES_MISMATCH'),
    words: 'the key without a password and that of the certificate',
  },
  {
    title: 'TLS on a plain port',
    error: coded('EPROTO', 'write EPROTO: ssl3_get_record:wrong version number'),
    words: 'does not speak TLS there',
  },
  {
    title: 'a connection that breaks',
    error: coded('ECONNRESET', 'socket hang up'),
    words: 'breaks the connection off',
  },
  {
    title: 'another engine that has taken its address',
    error: new Error('another engine answers at its address'),
    words: 'is that of another engine now',
  },
  {
    title: 'plain HTTP on a TLS port',
    error: refused(400, 'Client sent an HTTP request to an HTTPS server.\n'),
    words: 'speaks TLS: name it as https://',
  },
  {
    title: 'a version of the API that is too old',
    error: refused(
      400,
      '{"message":"client version 1.24 is too old. Minimum supported API version is 1.44"}',
    ),
    words: 'refuses the version of the API (client version 1.24 is too old',
  },
  {
    title: 'a proxy without INFO',
    error: refused(403, haproxy),
    words: 'set INFO=1 at the socket proxy',
  },
  {
    title: 'a proxy without VERSION',
    error: refused(403, haproxy, '/version'),
    words: 'set VERSION=1 at the socket proxy',
  },
  {
    title: 'a proxy without CONTAINERS',
    error: refused(403, 'Forbidden', '/containers/json?all=true'),
    words: 'does not let /containers/json be read: set CONTAINERS=1',
  },
  {
    title: 'a proxy without EVENTS',
    error: refused(405, '', '/events?filters=x'),
    words: 'set EVENTS=1 at the socket proxy',
  },
  {
    title: 'a web server',
    error: refused(404, 'not found'),
    words: 'it is no Docker Engine, or a socket proxy that needs INFO=1',
  },
  {
    title: 'a container that was removed',
    error: refused(404, '{"message":"No such container: abc"}', '/containers/abc/json'),
    words: /^has no such container any more$/,
  },
  { title: 'a redirect', error: refused(302, ''), words: 'name the engine itself' },
  { title: 'Docker Desktop starting up', error: refused(503, ''), words: 'is starting up' },
  {
    title: 'Docker Desktop paused',
    error: refused(500, '{"message":"Docker Desktop is manually paused."}'),
    words: 'resume Docker Desktop',
  },
  {
    title: 'a proxy without an engine',
    error: refused(502, 'Bad Gateway'),
    words: 'start the engine behind it',
  },
  {
    title: 'an ill engine',
    error: refused(500, '{"message":"disk is full"}', '/containers/abc/stats?stream=false'),
    words: 'answers /containers/{id}/stats with HTTP 500: disk is full',
  },
  { title: 'anything else', error: new Error('odd'), words: 'failed: odd' },
  { title: 'no error at all', error: 'odd', words: 'failed: odd' },
])('$title', ({ error, words }) => {
  expect(failureInWords(error)).toMatch(words);
});

it('quotes a server briefly', () => {
  expect(failureInWords(refused(500, 'x'.repeat(5000))).length).toBeLessThan(300);
});
