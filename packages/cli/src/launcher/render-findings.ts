import type { Finding } from '@m4max/contracts';

/** The list that `m4max doctor` prints; a command after an arrow mends what stands above it. */
export function renderFindings(findings: readonly Finding[]): string {
  const stateWidth = Math.max(0, ...findings.map(({ state }) => state.length));
  const checkWidth = Math.max(0, ...findings.map(({ check }) => check.length));
  const indent = ' '.repeat(stateWidth + 4);
  const lines = findings.flatMap(({ check, state, detail, mend }) => [
    `  ${state.padEnd(stateWidth)}  ${check.padEnd(checkWidth)}  ${detail}`,
    ...(mend === undefined ? [] : [`${indent}→ ${mend}`]),
  ]);
  return ['', ...lines, '', verdict(findings), '', ''].join('\n');
}

function verdict(findings: readonly Finding[]): string {
  const count = (wanted: Finding['state']) =>
    findings.filter(({ state }) => state === wanted).length;
  const problems = count('problem');
  const warnings = count('warning');
  if (problems > 0)
    return `${problems} ${problems === 1 ? 'problem' : 'problems'}: a command after → mends what stands above it.`;
  if (warnings > 0)
    return 'Nothing stands in the way; what is marked as a warning could be better.';
  return 'Nothing stands in the way.';
}
