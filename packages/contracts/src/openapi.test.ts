import { expect, it } from '@jest/globals';
import { gatewayEndpoints } from './endpoints/gateway-endpoints.ts';
import { openApiDocument } from './openapi.ts';

const document = openApiDocument({ title: 'Test', version: '1', endpoints: gatewayEndpoints });
const text = JSON.stringify(document);

it('names every endpoint once', () => {
  const names = gatewayEndpoints.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const places = gatewayEndpoints.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(places).size).toBe(places.length);
});

it('has an operation for every endpoint', () => {
  for (const { method, path, name } of gatewayEndpoints)
    expect(document).toHaveProperty(['paths', path, method, 'operationId'], name);
});

it('refers only to schemas that it holds', () => {
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target);
  expect(references.length).toBeGreaterThan(20);
  for (const target of references)
    expect(document).toHaveProperty([
      'components',
      'schemas',
      String(target).split('/').pop() ?? '',
    ]);
});

it('leaves no JSON Schema of its own naming in the document', () => {
  expect(text).not.toContain('"$id"');
  expect(text).not.toContain('"$schema"');
  expect(text).not.toContain('$defs');
});

it.each([
  { path: '/api/v1/monitoring/m4max/hardware/history', name: 'hours', required: false },
  { path: '/api/v1/monitoring/alerts/{id}', name: 'id', required: true },
])('describes the parameter $name of $path', ({ path, name, required }) => {
  expect(document).toHaveProperty(
    ['paths', path, 'get', 'parameters'],
    expect.arrayContaining([expect.objectContaining({ name, required })]),
  );
});

it('knows that an acknowledgement needs no body and a configuration does', () => {
  expect(document).toHaveProperty(
    ['paths', '/api/v1/monitoring/alerts/{id}/acknowledge', 'post', 'requestBody', 'required'],
    false,
  );
  expect(document).toHaveProperty(
    ['paths', '/api/v1/monitoring/notifications/configure', 'post', 'requestBody', 'required'],
    true,
  );
});
