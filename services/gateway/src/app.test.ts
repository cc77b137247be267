import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  DashboardSummary,
  gatewayEndpoints,
  HistoryColumns,
  ProblemDetails,
} from '@m4max/contracts';
import { eventually } from '@m4max/test-kit';
import request from 'supertest';
import { z } from 'zod';
import type { Surroundings } from './fixtures/gateway-under-test.ts';
import { base, startSurroundings } from './fixtures/gateway-under-test.ts';

let surroundings: Surroundings;
let url = '';

beforeAll(async () => {
  surroundings = await startSurroundings();
  url = surroundings.gateway.url;
}, 60_000);

afterAll(() => surroundings.stop(), 60_000);

const jsonReplies = gatewayEndpoints.flatMap((endpoint) => {
  const reply: unknown = endpoint.replies[200 as never];
  const schema = Array.isArray(reply) ? reply[0] : reply;
  return endpoint.method === 'get' && endpoint.by !== 'alert-manager' && schema instanceof z.ZodType
    ? [{ path: endpoint.path, schema }]
    : [];
});

it.each(jsonReplies)('GET $path answers what its contract says', async ({ path, schema }) => {
  const { status, body } = await request(url).get(path);
  expect({ status, faults: schema.safeParse(body).error }).toEqual({
    status: 200,
    faults: undefined,
  });
});

it('shows in the summary what was published', async () => {
  const { body } = await request(url).get(`${base}/dashboard/summary?host=mac-1`);
  expect(DashboardSummary.parse(body)).toMatchObject({
    host: 'mac-1',
    health: { overall_status: 'healthy', performance_score: 91 },
    hardware: { cpu: { active_ratio: 0.4 }, stale: false },
    containers: { total: 1 },
    trading: { score: { overall: 91 } },
    store: { up: true, persistent: true },
  });
  const names = body.services.map((it: { name: string; up: boolean }) => [it.name, it.up]);
  expect(names).toEqual([
    ['gateway', true],
    ['hardware-exporter', true],
    ['nobody', false],
    ['alert-manager', true],
  ]);
});

it('gives history in columns, with null where nothing was read', async () => {
  const path = `${base}/m4max/hardware/history?hours=0.1&series=cpu_active_ratio,cpu_tier_active_ratio:P`;
  const columns = await eventually('a bucket is closed', async () => {
    const { body } = await request(url).get(path);
    return HistoryColumns.parse(body).series.cpu_active_ratio === undefined ? undefined : body;
  });
  const { timestamps, series } = HistoryColumns.parse(columns);
  expect(Object.keys(series).sort()).toEqual(['cpu_active_ratio', 'cpu_tier_active_ratio:P']);
  expect(series.cpu_active_ratio?.mean).toHaveLength(timestamps.length);
  expect(series.cpu_active_ratio?.mean).toContain(0.4);
  expect(series.cpu_active_ratio?.mean[0]).toBeNull();
});

it.each([
  { query: 'series=nope', says: /nope: not kept; there are cpu_active_ratio/ },
  { query: 'resolution=7', says: /multiple of 10/ },
  { query: 'hours=1&from=2026-01-01T00:00:00Z', says: /either hours or from/ },
  { query: 'limit=0', says: /1/ },
  { query: 'hours=x', says: /number/ },
])('refuses history with $query', async ({ query, says }) => {
  const { status, body } = await request(url).get(`${base}/m4max/hardware/history?${query}`);
  expect(status).toBe(400);
  expect(JSON.stringify(ProblemDetails.parse(body).errors)).toMatch(says);
});

const strictPaths = gatewayEndpoints
  .filter(({ path, by }) => by !== 'every service' && !path.startsWith('/api/v2/'))
  .map(({ method, path }) => ({ method, path: path.replace('{id}', 'x') }));

it.each(strictPaths)('$method $path names an unknown parameter', async ({ method, path }) => {
  const { status, type, body } = await request(url)[method](`${path}?colour=red`);
  expect({ status, type }).toEqual({ status: 400, type: 'application/problem+json' });
  expect(JSON.stringify(body.errors)).toContain('colour');
});

it.each([
  {
    title: 'a machine that never reported',
    path: `${base}/m4max/hardware/metrics?host=mac-9`,
    status: 404,
    says: /mac-1/,
  },
  { title: 'a path that is not there', path: `${base}/nothing`, status: 404, says: /nothing/ },
])('answers $status for $title', async ({ path, status, says }) => {
  const reply = await request(url).get(path);
  expect(reply.status).toBe(status);
  expect(ProblemDetails.parse(reply.body).detail).toMatch(says);
});

it('merges the pages of all services and says which are down', async () => {
  const { text, headers } = await request(url).get(`${base}/metrics`);
  expect(headers['content-type']).toMatch(/^text\/plain/);
  expect(text).toContain('m4max_cpu_active_ratio{service="hardware-exporter",host="mac-1"} 0.4');
  expect(text).toContain('m4max_service_up{host="mac-1",service="hardware-exporter"} 1');
  expect(text).toContain('m4max_service_up{host="mac-1",service="nobody"} 0');
  expect(text.match(/# TYPE m4max_service_up /g)).toHaveLength(1);
  const { body } = await request(url).get(`${base}/status`);
  expect(body.scrapes).toContainEqual(
    expect.objectContaining({
      service: 'nobody',
      ok: false,
      detail: expect.stringContaining('refused'),
    }),
  );
});

it.each([
  { path: '/docs', type: /html/, says: /swagger-ui-bundle\.js/ },
  { path: '/docs/swagger-ui.css', type: /css/, says: /swagger-ui/ },
  { path: '/docs/initialize.js', type: /javascript/, says: /openapi\.json/ },
  { path: '/login.js', type: /javascript/, says: /fetch/ },
])('serves $path from this machine, with no script in the page', async ({ path, type, says }) => {
  const reply = await request(url).get(path);
  expect(reply.status).toBe(200);
  expect(reply.headers['content-type']).toMatch(type);
  expect(reply.headers['content-security-policy']).toContain("default-src 'self'");
  expect(reply.text).toMatch(says);
  expect(reply.text).not.toMatch(/<script>|https?:\/\/(?!www\.w3\.org)[a-z]+\.[a-z]+.*<\/script>/);
});
