import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { metricsPage } from './endpoint.ts';
import { Readiness } from './fleet-status.ts';
import { LoggedIn, Login } from './login.ts';

/** Login, the document itself, and what all services have in common. */
export const commonEndpoints = [
  {
    name: 'login',
    method: 'post',
    path: '/login',
    summary: "Trades a token for the board's cookie",
    tag: 'trust',
    scope: 'read',
    by: 'gateway',
    body: Login,
    replies: { 200: LoggedIn },
  },
  {
    name: 'openapi',
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    tag: 'documents',
    scope: 'read',
    by: 'gateway',
    replies: { 200: z.record(z.string(), z.unknown()) },
  },
  {
    name: 'ownMetrics',
    method: 'get',
    path: '/metrics',
    summary: "The gateway's own metrics",
    tag: 'metrics',
    scope: 'read',
    by: 'every service',
    replies: { 200: metricsPage },
  },
  {
    name: 'live',
    method: 'get',
    path: '/health/live',
    summary: 'That the process runs',
    tag: 'health',
    scope: 'none',
    by: 'every service',
    replies: { 200: Readiness },
  },
  {
    name: 'ready',
    method: 'get',
    path: '/health/ready',
    summary: 'That its parts do, naming those that do not',
    tag: 'health',
    scope: 'none',
    by: 'every service',
    replies: { 200: Readiness, 503: Readiness },
  },
] as const satisfies readonly Endpoint[];
