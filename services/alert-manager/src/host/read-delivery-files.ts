import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AlertPolicy } from '@m4max/contracts';
import { parse, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { AlertmanagerFile, faultLines } from '../notices/alertmanager-file.ts';
import type { ReadSecret } from '../notices/contact.ts';

/** Reads ALERTMANAGER_CONFIG_FILE; throws with every fault, each with its place. */
export function readAlertmanagerFile(path: string): AlertmanagerFile {
  return readYaml('ALERTMANAGER_CONFIG_FILE', path, AlertmanagerFile);
}

/** Reads ALERT_POLICY_FILE; the receivers it names are in the Alertmanager file. */
export function readAlertPolicy(path: string, { receivers }: AlertmanagerFile): AlertPolicy {
  const policy = readYaml('ALERT_POLICY_FILE', path, AlertPolicy);
  const known = receivers.map(({ name }) => name);
  const named = [
    ...policy.escalation.map(({ receiver }) => receiver),
    ...policy.emergency_receivers,
    ...(policy.fallback_receiver === undefined ? [] : [policy.fallback_receiver]),
  ];
  const unknown = [...new Set(named.filter((name) => !known.includes(name)))];
  if (unknown.length > 0)
    throw new Error(
      `ALERT_POLICY_FILE ${path} names ${unknown.join(', ')}: add such a receiver to the Alertmanager file, or name one of ${known.join(', ')}`,
    );
  return policy;
}

/** Secrets' files are looked up beside the configuration file, and may come later. */
export function secretsBeside(configPath: string): ReadSecret {
  return (file) => {
    try {
      const text = readFileSync(resolve(dirname(configPath), file), 'utf8').trim();
      return text === '' ? undefined : text;
    } catch {
      return undefined;
    }
  };
}

function readYaml<Shape>(variable: string, path: string, shape: z.ZodType<Shape>): Shape {
  const parsed = shape.safeParse(readContent(variable, path));
  if (parsed.success) return parsed.data;
  throw new Error(`${variable} ${path} is faulty\n✖ ${faultLines(parsed.error).join('\n✖ ')}`);
}

function readContent(variable: string, path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${variable} ${path} cannot be read: ${reason}`, { cause });
  }
  try {
    return parse(text, { logLevel: 'error' });
  } catch (error) {
    // Its own words quote the line, and with it the secret that may stand there.
    const [place] = error instanceof YAMLParseError ? (error.linePos ?? []) : [];
    const where = place === undefined ? '' : ` at line ${place.line}, column ${place.col}`;
    throw new Error(`${variable} ${path} cannot be read: it is not valid YAML${where}`);
  }
}
