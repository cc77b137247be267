import { readFileSync } from 'node:fs';
import { AlertRules } from '@m4max/contracts';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Rule } from '../rules/compile.ts';
import { compileRules } from '../rules/compile.ts';

/** Reads ALERT_RULES_FILE; throws with every fault. */
export function readRules(path: string): readonly Rule[] {
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`ALERT_RULES_FILE ${path} cannot be read: ${reason}`, { cause });
  }
  const parsed = AlertRules.safeParse(content);
  if (!parsed.success)
    throw new Error(`ALERT_RULES_FILE ${path} is faulty\n${z.prettifyError(parsed.error)}`);
  return compileRules(parsed.data.rules);
}
