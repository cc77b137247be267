import { expect, it } from '@jest/globals';
import { gatewayEndpoints } from '@m4max/contracts';
import express from 'express';
import type { Handlers } from './mount-endpoints.ts';
import { expressPath, mountEndpoints } from './mount-endpoints.ts';

it('mounts every endpoint of the document, and nothing that is not in it', () => {
  const app = express();
  mountEndpoints(app, {} as Handlers, (_request, response) => void response.end());
  const mounted = app.router.stack.flatMap(({ route }) =>
    (route?.stack ?? []).map(({ method }) => `${method} ${route?.path}`),
  );
  const documented = gatewayEndpoints
    .filter(({ by }) => by !== 'every service')
    .map(({ method, path }) => `${method} ${expressPath(path)}`);
  expect([...new Set(mounted)].sort()).toEqual([...documented].sort());
});
