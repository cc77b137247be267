import { Severity } from '@m4max/contracts';

/** Whether a severity is at least as high as the least one asked for. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return Severity.options.indexOf(severity) >= Severity.options.indexOf(least);
}
