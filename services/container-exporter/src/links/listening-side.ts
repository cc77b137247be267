/** One end of a connection: whether something listens there, undefined when its table was not read. */
export type Side = { readonly port: number; readonly isListening: boolean | undefined };

/** From here on (up to 60999) the kernel gives ports to those who open a connection. */
const FIRST_GIVEN_PORT = 32_768;

/**
 * Which end of a connection was opened by the other: the one that listens. Where both do (one was
 * started after the connection left from its port) or neither (the listener closed since), the
 * other end's port must be one that the kernel gave. Undefined when that does not tell either.
 */
export function listeningSide(local: Side, remote: Side): 'local' | 'remote' | undefined {
  if (local.isListening === true && remote.isListening !== true) return 'local';
  if (local.isListening === false && remote.isListening === true) return 'remote';
  const wasLocalGiven = local.port >= FIRST_GIVEN_PORT;
  const wasRemoteGiven = remote.port >= FIRST_GIVEN_PORT;
  if (wasLocalGiven !== wasRemoteGiven) return wasLocalGiven ? 'remote' : 'local';
  return remote.isListening === undefined ? 'remote' : undefined; // Here nothing listens.
}
