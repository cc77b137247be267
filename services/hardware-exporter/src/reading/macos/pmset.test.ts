import { expect, it } from '@jest/globals';
import { fromPmset } from './pmset.ts';

const NOTES = 'Note: No thermal warning level has been recorded\n';

it.each([
  { title: 'notes only', text: NOTES },
  { title: 'no limit in force', text: `${NOTES}\tCPU_Scheduler_Limit \t= 100\n` },
  { title: 'a limit that is lifted', text: 'CPU_Speed_Limit = 70\nCPU_Speed_Limit = 100\n' },
  { title: 'fewer cores', text: 'CPU_Available_CPUs \t= 8\n' },
  { title: 'a limit that is no number', text: 'CPU_Speed_Limit \t= low\n' },
])('says nothing by $title, and that this means nothing', ({ text }) => {
  expect(fromPmset(text)).toMatchObject({
    parts: {},
    missing: [
      { field: 'thermal', reason: expect.stringContaining('says nothing on Apple silicon') },
    ],
  });
});

it.each([
  { text: 'CPU_Speed_Limit \t= 70\n', reported: 'CPU_Speed_Limit 70' },
  { text: `${NOTES}\tCPU_Speed_Limit \t= 0\r\n`, reported: 'CPU_Speed_Limit 0' },
  {
    text: '2026-06-23 23:23:01 +0800 CPU Power notify\n\tCPU_Scheduler_Limit \t= 50\n\tCPU_Available_CPUs \t= 12\n\tCPU_Speed_Limit \t= 60\n',
    reported: 'CPU_Scheduler_Limit 50, CPU_Speed_Limit 60',
  },
])('reports $reported without making a state of it', ({ text, reported }) => {
  expect(fromPmset(text)).toMatchObject({
    parts: { thermal: { reported } },
    missing: [{ field: 'thermal.state' }],
  });
  expect(fromPmset(text)?.parts.thermal).toEqual({ reported });
});

it.each(['', 'Sleep On Power Button 1', 'Currently in use:'])('finds nothing in %j', (text) => {
  expect(fromPmset(text)).toBeUndefined();
});
