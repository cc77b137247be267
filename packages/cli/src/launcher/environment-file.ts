import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes HOST_LABEL to `.env` once, for compose: the exporters in containers have to name the
 * machine as the native one does, or the samples of one Mac would not join.
 */
export function rememberHostLabel(root: string, hostLabel: string): void {
  const path = join(root, '.env');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (/^HOST_LABEL=/m.test(text)) return;
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  appendFileSync(path, `${separator}HOST_LABEL=${hostLabel}\n`, { mode: 0o600 });
}
