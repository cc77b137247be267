import { expect, it } from '@jest/globals';
import { macosToolsFinding } from './macos-tools.ts';
import { macmonFinding, mactopFinding } from './programs.ts';

const found = (version?: string) => ({
  found: {
    kind: 'found' as const,
    program: '/opt/homebrew/bin/macmon',
    ...(version === undefined ? {} : { version }),
  },
});
const missing = { found: { kind: 'missing' as const, why: 'there is no such program' } };

it.each([
  { title: 'the needed version', facts: found('0.8.0'), state: 'ok' },
  { title: 'a newer one', facts: found('0.12.3'), state: 'ok' },
  { title: 'a much newer one', facts: found('1.0.0'), state: 'ok' },
  { title: 'an older one', facts: found('0.7.9'), state: 'warning', mend: 'brew upgrade macmon' },
  { title: 'no version', facts: found(), state: 'warning', mend: 'brew upgrade macmon' },
  { title: 'none', facts: missing, state: 'warning', mend: 'brew install macmon' },
  {
    title: 'a wrong path',
    facts: { ...missing, givenBy: 'MACMON_PATH' },
    state: 'problem',
    mend: 'unset MACMON_PATH',
  },
])('macmon: $title', ({ facts, state, mend }) => {
  const finding = macmonFinding(facts);
  expect(finding).toMatchObject({ check: 'macmon', state });
  expect(finding.mend).toBe(mend);
});

it.each([
  { title: 'there', facts: found('2.1.6'), state: 'ok' },
  { title: 'there, without a version', facts: found(), state: 'ok' },
  { title: 'none', facts: missing, state: 'not here', mend: 'brew install mactop' },
  {
    title: 'a wrong path',
    facts: { ...missing, givenBy: 'MACTOP_PATH' },
    state: 'problem',
    mend: 'unset MACTOP_PATH',
  },
])('mactop: $title', ({ facts, state, mend }) => {
  const finding = mactopFinding(facts);
  expect(finding).toMatchObject({ check: 'mactop', state });
  expect(finding.mend).toBe(mend);
});

const vmStat = { program: 'vm_stat', isThere: true };
const sysctl = { program: 'sysctl', isThere: true };
it.each([
  { title: 'all answer', tools: [vmStat, sysctl], state: 'ok', says: 'vm_stat, sysctl answer' },
  {
    title: 'one fails',
    tools: [vmStat, { ...sysctl, failure: 'it hangs' }],
    state: 'warning',
    says: 'sysctl: it hangs',
  },
  {
    title: 'one is not there',
    tools: [vmStat, { program: 'sysctl', isThere: false, failure: 'ENOENT' }],
    state: 'problem',
    says: 'not on PATH: sysctl;',
    mend: 'export PATH="$PATH:/usr/bin:/usr/sbin"',
  },
])('macOS tools: $title', ({ tools, state, says, mend }) => {
  const finding = macosToolsFinding(tools);
  expect(finding).toMatchObject({ check: 'macos', state });
  expect(finding.detail).toContain(says);
  expect(finding.mend).toBe(mend);
});
