import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { TlsFiles } from './address.ts';

/** What Node wants for a connection; never logged, never part of a message. */
export type TlsMaterial = {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly rejectUnauthorized: boolean;
};

/** The `code` of an error whose message says which file is wrong and what to do. */
export const TLS_FILES_FAULT = 'TLS_FILES';

/** Reads the certificates anew each time: they expire, and are renewed in place. */
export async function readTlsFiles({
  folder,
  isNamed,
  isVerified,
}: TlsFiles): Promise<TlsMaterial> {
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readIfThere(join(folder, name))),
  );
  if (ca === undefined && isNamed && isVerified)
    throw fault(`needs ca.pem in ${folder}, which is not there: copy the server's CA to it`);
  if ((cert === undefined) !== (key === undefined)) {
    const [there, lost] = cert === undefined ? ['key.pem', 'cert.pem'] : ['cert.pem', 'key.pem'];
    throw fault(`has ${there} but no ${lost} in ${folder}: the two belong together`);
  }
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
    rejectUnauthorized: isVerified,
  };
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw fault(`needs ${file}, which cannot be read (${codeOf(error)}): let this user read it`);
  }
}

const Coded = z.object({ code: z.string() });

function codeOf(error: unknown): string {
  return Coded.safeParse(error).data?.code ?? 'no reason given';
}

function fault(message: string): Error {
  return Object.assign(new Error(message), { code: TLS_FILES_FAULT });
}
