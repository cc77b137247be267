import { expect, it } from '@jest/globals';
import { classifyMailFailure } from './classify-mail.ts';

it.each([
  {
    title: 'greylisted',
    failure: { code: 'EENVELOPE', responseCode: 450, permanent: false },
    outcome: { kind: 'retry', because: 'mail server said 450', unsure: false },
  },
  {
    title: 'no such mailbox',
    failure: { code: 'EENVELOPE', responseCode: 550, permanent: true },
    outcome: {
      kind: 'rejected',
      because: 'mail server said 550: check the sender and the recipient',
    },
  },
  {
    title: 'mailbox full',
    failure: { code: 'EMESSAGE', responseCode: 552, permanent: true },
    outcome: { kind: 'rejected' },
  },
  {
    title: 'try later',
    failure: { code: 'EMESSAGE', responseCode: 451, permanent: false },
    outcome: { kind: 'retry', unsure: false },
  },
  {
    title: 'wrong password',
    failure: { code: 'EAUTH', responseCode: 535, permanent: true },
    outcome: {
      kind: 'rejected',
      because: 'mail server said 535: check the user name and password of the mail server',
    },
  },
  { title: 'refused', failure: { code: 'ESOCKET' }, outcome: { kind: 'retry', unsure: false } },
  {
    title: 'gone after DATA',
    failure: { code: 'ECONNECTION' },
    outcome: { kind: 'retry', unsure: true },
  },
  { title: 'silent', failure: { code: 'ETIMEDOUT' }, outcome: { kind: 'retry', unsure: true } },
  {
    title: 'no STARTTLS, first try',
    failure: { code: 'ESOCKET', message: 'TLS required' },
    triesMade: 0,
    outcome: { kind: 'retry' },
  },
  {
    title: 'no STARTTLS, third try',
    failure: { code: 'ESOCKET', message: 'TLS required' },
    triesMade: 2,
    outcome: { kind: 'rejected' },
  },
])('$title', ({ failure, triesMade = 0, outcome }) => {
  expect(classifyMailFailure({ message: '', ...failure }, triesMade)).toMatchObject(outcome);
});
