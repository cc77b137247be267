import { expect, it } from '@jest/globals';
import { momentOf } from './moment-of.ts';

it.each([
  { told: '2026-02-17T19:34:27.942556+00:00', moment: '2026-02-17T19:34:27.942Z' },
  { told: '2026-04-12T12:25:07-04:00', moment: '2026-04-12T16:25:07.000Z' },
  { told: '2026-04-12T12:25:07Z', moment: '2026-04-12T12:25:07.000Z' },
  { told: '2026-13-12T12:25:07Z', moment: undefined },
  { told: '2026-04-12', moment: undefined },
  { told: '5', moment: undefined },
  { told: 1_700_000_000, moment: undefined },
])('momentOf: $told', ({ told, moment }) => {
  expect(momentOf(told)?.toISOString()).toBe(moment);
});
