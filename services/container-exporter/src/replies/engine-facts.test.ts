import { expect, it } from '@jest/globals';
import { EngineInfo, EngineVersion, engineFacts, whyTooOld } from './engine-facts.ts';

const facts = (info: object, version: object) =>
  engineFacts({
    info: EngineInfo.parse({ Name: 'vm', ...info }),
    version: EngineVersion.parse({ Version: '28.3.2', ...version }),
    address: '/run/x.sock',
  });

it.each([
  { title: 'its own id', info: { ID: 'AB:CD' }, version: {}, id: 'AB:CD' },
  { title: 'its address when it has none', info: { ID: null }, version: {}, id: '/run/x.sock' },
  {
    title: 'its address when it is Podman, whose id is another one each time',
    info: { ID: '5a1c' },
    version: { Components: [{ Name: 'Podman Engine' }, { Name: 'Conmon' }] },
    id: '/run/x.sock',
  },
  {
    title: 'its own id among components that say nothing',
    info: { ID: 'AB' },
    version: { Components: [{ Name: 'Engine' }, {}] },
    id: 'AB',
  },
])('an engine is known by $title', ({ info, version, id }) => {
  expect(facts(info, version).id).toBe(id);
});

it.each([
  { apiVersion: '1.40', isTooOld: true },
  { apiVersion: '1.9', isTooOld: true },
  { apiVersion: '0.99', isTooOld: true },
  { apiVersion: '1.41', isTooOld: false },
  { apiVersion: '1.100', isTooOld: false },
  { apiVersion: '2.0', isTooOld: false },
  { apiVersion: '', isTooOld: false },
  { apiVersion: 'next', isTooOld: false },
])('API $apiVersion is too old: $isTooOld', ({ apiVersion, isTooOld }) => {
  const why = whyTooOld(facts({}, { ApiVersion: apiVersion }));
  expect(why !== undefined).toBe(isTooOld);
});

it('says which engine is needed', () => {
  expect(whyTooOld(facts({}, { Version: '19.03.15', ApiVersion: '1.40' }))).toBe(
    'runs version 19.03.15 (API 1.40), which takes two seconds for each container: ' +
      'update it to Docker Engine 20.10 (API 1.41) or newer',
  );
});
