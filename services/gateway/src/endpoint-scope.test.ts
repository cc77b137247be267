import { expect, it } from '@jest/globals';
import { endpointScope } from './endpoint-scope.ts';

const base = '/api/v1/monitoring';

it.each([
  { method: 'GET', path: `${base}/dashboard/summary`, scope: 'read' },
  { method: 'HEAD', path: `${base}/alerts`, scope: 'read' },
  { method: 'POST', path: `${base}/alerts/abc/acknowledge`, scope: 'ack' },
  { method: 'POST', path: `${base}/Alerts/abc/Acknowledge/`, scope: 'ack' },
  { method: 'POST', path: `${base}/alerts/a/b/acknowledge`, scope: 'admin' },
  { method: 'POST', path: `${base}/notifications/configure`, scope: 'admin' },
  { method: 'POST', path: '/api/v2/alerts', scope: 'push' },
  { method: 'DELETE', path: '/api/v2/alerts', scope: 'admin' },
  { method: 'GET', path: '/api/v2/alerts/groups', scope: 'read' },
  { method: 'POST', path: '/login', scope: 'read' },
  { method: 'GET', path: '/assets/x.js', scope: 'read' },
  { method: 'PUT', path: `${base}/alerts`, scope: 'admin' },
])('$method $path needs $scope', ({ method, path, scope }) => {
  expect(endpointScope(method, path)).toBe(scope);
});
