import { expect, it } from '@jest/globals';
import { renderFindings } from './render-findings.ts';

it('lists what was looked at, with what mends it below', () => {
  const page = renderFindings([
    { check: 'powermetrics', state: 'problem', detail: 'there is no sudo rule', mend: 'sudo it' },
    { check: 'macmon', state: 'ok', detail: 'version 0.8.2' },
    { check: 'mactop', state: 'not here', detail: 'not needed', mend: 'brew install mactop' },
  ]);
  expect(page).toBe(`
  problem   powermetrics  there is no sudo rule
            → sudo it
  ok        macmon        version 0.8.2
  not here  mactop        not needed
            → brew install mactop

1 problem: a command after → mends what stands above it.

`);
});

it.each([
  { states: [], says: 'Nothing stands in the way.' },
  { states: ['ok', 'not here'], says: 'Nothing stands in the way.' },
  { states: ['ok', 'warning'], says: 'could be better' },
  { states: ['problem', 'warning', 'problem'], says: '2 problems' },
] as const)('sums up $states', ({ states, says }) => {
  const findings = states.map((state) => ({ check: 'a', state, detail: 'b' }));
  expect(renderFindings(findings)).toContain(says);
});
