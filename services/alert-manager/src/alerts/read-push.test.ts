import { expect, it } from '@jest/globals';
import { readPush } from './read-push.ts';

const unreadable = (because: string) => ({
  status: 400,
  body: { code: 400, message: `parsing alerts body from "" failed, because ${because}` },
});

it.each([
  { title: 'half a body', text: '{', reply: unreadable('unexpected EOF') },
  {
    title: 'no JSON',
    text: 'hello',
    reply: unreadable("invalid character 'h' looking for beginning of value"),
  },
  {
    title: 'an object',
    text: '{}',
    reply: unreadable('json: cannot unmarshal object into Go value of type models.PostableAlerts'),
  },
  {
    title: 'no body',
    text: '',
    reply: { status: 422, body: { code: 602, message: 'alerts in body is required' } },
  },
  {
    title: 'an alert without labels',
    text: '[{}]',
    reply: { status: 422, body: { code: 602, message: '0.labels in body is required' } },
  },
  {
    title: 'labels null, in the second',
    text: '[{"labels":{"a":"b"}},{"labels":null}]',
    reply: { status: 422, body: { code: 602, message: '1.labels in body is required' } },
  },
  {
    title: 'nothing in place of an alert',
    text: '[null]',
    reply: { status: 422, body: { code: 602, message: '0.labels in body is required' } },
  },
  {
    title: 'a number as label',
    text: '[{"labels":{"a":1}}]',
    reply: unreadable(
      'json: cannot unmarshal number into Go struct field Alert.labels of type string',
    ),
  },
  {
    title: 'text as labels',
    text: '[{"labels":"x"}]',
    reply: unreadable(
      'json: cannot unmarshal string into Go struct field Alert.labels of type models.LabelSet',
    ),
  },
  {
    title: 'a moment that is none',
    text: '[{"labels":{"a":"b"},"startsAt":"yesterday"}]',
    reply: unreadable('parsing time "yesterday": expected RFC 3339'),
  },
  {
    title: 'a moment that is in no year of four digits by our clock',
    text: '[{"labels":{"a":"b"},"endsAt":"9999-12-31T23:59:59-01:00"}]',
    reply: unreadable('parsing time "9999-12-31T23:59:59-01:00": expected RFC 3339'),
  },
  {
    title: 'a link that is none',
    text: '[{"labels":{"a":"b"},"generatorURL":"::::"}]',
    reply: {
      status: 422,
      body: { code: 601, message: '0.generatorURL in body must be of type uri: "::::"' },
    },
  },
])('readPush refuses $title', ({ text, reply }) => {
  expect(readPush(text)).toEqual({ kind: 'refused', ...reply });
});

it.each([
  { title: 'an empty list', text: '[]', alerts: [] },
  { title: 'null', text: 'null', alerts: [] },
  {
    title: "Go's zero time means that none was given; unknown fields are for later versions",
    text: '[{"labels":{"a":"b"},"startsAt":"0001-01-01T00:00:00.000Z","endsAt":"0001-01-01T00:00:00Z","x":1}]',
    alerts: [{ labels: { a: 'b' }, annotations: {} }],
  },
  {
    title: 'nanoseconds and another time zone',
    text: '[{"labels":{"a":"b"},"startsAt":"2026-01-05T10:00:00.123456789+01:00","generatorURL":"http://p:9090/graph"}]',
    alerts: [
      {
        labels: { a: 'b' },
        annotations: {},
        startsAt: new Date('2026-01-05T09:00:00.123Z'),
        generatorUrl: 'http://p:9090/graph',
      },
    ],
  },
])('readPush: $title', ({ text, alerts }) => {
  expect(readPush(text)).toEqual({ kind: 'alerts', alerts });
});
