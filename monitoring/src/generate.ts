import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AlertRules } from '@m4max/contracts';
import { parse } from 'yaml';
import { prometheusRules } from './prometheus-rules.ts';
import { environmentTable, metricsTable, replaceBlock } from './readme-tables.ts';
import { services } from './services.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');

/** Every generated file, as it has to be. */
function generated(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const { rules } = AlertRules.parse(parse(read('monitoring/alert-rules.yml')));
  const metrics = new Set(services.flatMap((service) => service.metrics.map(({ name }) => name)));
  const heading = '# Made from alert-rules.yml by `pnpm generate`: change it there.\n';
  files.set('monitoring/m4max_alerts.yml', heading + prometheusRules(rules, metrics));
  for (const { name, config, metrics } of services) {
    const path = `services/${name}/README.md`;
    const withEnvironment = replaceBlock(read(path), 'environment', environmentTable(config, root));
    files.set(path, replaceBlock(withEnvironment, 'metrics', metricsTable(metrics)));
  }
  return files;
}

const stale = [...generated()].filter(([path, text]) => current(path) !== text);
if (process.argv.includes('--check')) {
  for (const [path] of stale)
    process.stderr.write(`${path} is not up to date: run pnpm generate\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else
  for (const [path, text] of stale) {
    writeFileSync(`${root}${path}`, text);
    process.stdout.write(`${path}\n`);
  }

function current(path: string): string | undefined {
  try {
    return read(path);
  } catch {
    return undefined; // Not made yet.
  }
}
