import { version } from './docker-replies.ts';

/** Why this engine does not speak that version of the API, as a real one says it. */
export function refusedVersion(asked: string): string | undefined {
  const { ApiVersion, MinAPIVersion } = version;
  if (number(asked) > number(ApiVersion))
    return `client version ${asked} is too new. Maximum supported API version is ${ApiVersion}`;
  if (number(asked) < number(MinAPIVersion))
    return `client version ${asked} is too old. Minimum supported API version is ${MinAPIVersion}, please upgrade your client to a newer version`;
  return undefined;
}

function number(text: string): number {
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return major * 1000 + minor;
}

/** How an engine reads a flag of a query. */
export function isTrue(flag: string | null): boolean {
  return !['', '0', 'no', 'false', 'none'].includes((flag ?? '').trim().toLowerCase());
}
