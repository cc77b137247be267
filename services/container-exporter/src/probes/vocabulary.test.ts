import { expect, it } from '@jest/globals';
import { saidInJson, saidInText } from './vocabulary.ts';

it.each([
  { status: 'healthy', engine_type: 'risk', marketdata_bus: '6380' },
  { status: 'operational', uptime_hours: 2.5 },
  { status: 'ultra-fast operational' },
  { status: 'running', messagebus_connected: true },
  { status: 'active' },
  { status: 'UP', components: { db: { status: 'DOWN' } } },
  { status: 'healthy', triple_bus_connected: true, dual_bus_connected: false },
  { status: 'healthy', neural_gpu_bus_operational: true },
  { status: { status: 'pass' } },
  { health: { overall_status: 'healthy' } },
  { health: 'ok' },
  { state: 'ready' },
  { healthy: true },
  { database: 'ok', version: '11.2.0', commit: 'abc' },
  { data: null, status: 'success' },
  { status: true },
  { ok: true },
])('well: %j', (body) => {
  expect(saidInJson(body)).toEqual({ kind: 'well' });
});

it.each([
  { body: { status: 'stopped', engine: 'analytics' }, how: 'says "stopped"' },
  { body: { status: 'degraded' }, how: 'says "degraded"' },
  { body: { status: 'unavailable', error: 'Engine not initialized' }, how: 'says "unavailable"' },
  { body: { status: 'offline' }, how: 'says "offline"' },
  { body: { status: 'initializing' }, how: 'says "initializing"' },
  { body: { status: 'not ready' }, how: 'says "not ready"' },
  { body: { status: 'partially degraded, ok' }, how: 'says something else than that it is well' },
  { body: { status: 'key=secret' }, how: 'says something else than that it is well' },
  { body: { status: '' }, how: 'says something else than that it is well' },
  { body: { status: 'x'.repeat(100) }, how: 'says something else than that it is well' },
  { body: { health: { status: 'unhealthy' } }, how: 'says "unhealthy"' },
  { body: { database: 'failing' }, how: 'says "failing"' },
  { body: { is_healthy: false }, how: 'says that it is not healthy' },
  { body: { ready: false }, how: 'says that it is not ready' },
  { body: { status: false }, how: 'says "false"' },
  { body: false, how: 'says "false"' },
  { body: 'DOWN', how: 'says "DOWN"' },
  ...[
    { status: 'healthy', messagebus_connected: false },
    { status: 'healthy', dual_messagebus_connected: false },
    { status: 'healthy', dual_bus_connected: false, triple_bus_connected: false },
    { status: 'healthy', architecture: { messagebus_connected: false } },
    { dual_bus_active: false },
  ].map((body) => ({ body, how: 'says that its message bus is not connected' })),
])('ill: $body', ({ body, how }) => {
  expect(saidInJson(body)).toEqual({ kind: 'ill', how });
});

it.each([
  null,
  7,
  [],
  [{ status: 'stopped' }],
  {},
  { status: 1 },
  { status: null, uptime: 3 },
  { total_backtests: 3, engine: 'backtesting' },
  { status: { parts: { status: 'stopped' } } },
])('nothing: %j', (body) => {
  expect(saidInJson(body)).toEqual({ kind: 'nothing' });
});

it.each([
  { text: 'Prometheus Server is Healthy.', how: undefined },
  { text: 'Grafana is up', how: undefined },
  { text: 'uptime 7', how: undefined },
  { text: 'OK, 0 errors', how: undefined },
  { text: 'Service Unavailable', how: 'says "unavailable"' },
  { text: 'NOT READY: token abc', how: 'says "not ready"' },
  { text: 'unhealthy', how: 'says "unhealthy"' },
])('$text', ({ text, how }) => {
  const expected = how === undefined ? { kind: 'nothing' } : { kind: 'ill', how };
  expect(saidInText(text)).toEqual(expected);
});
