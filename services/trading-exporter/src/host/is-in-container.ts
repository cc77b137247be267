import { existsSync } from 'node:fs';

/** Docker and Podman each leave a file in the root of their containers. */
const marks = ['/.dockerenv', '/run/.containerenv'];

/** Whether engines in containers are reached by their names, or at this machine's ports. */
export function isInContainer(): boolean {
  return marks.some((mark) => existsSync(mark));
}
