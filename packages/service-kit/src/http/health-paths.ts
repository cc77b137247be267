import { Router } from 'express';
import type { Context } from '../part.ts';

/** `/health/live` says that the process runs, `/health/ready` that its parts do, naming those that do not. */
export function healthPaths(context: Pick<Context<unknown>, 'name' | 'health'>): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'pass', service: context.name });
  });
  router.get('/health/ready', (_request, response) => {
    const { stage, notReady } = context.health();
    const ready = stage === 'running' && notReady.length === 0;
    response.status(ready ? 200 : 503).json({
      status: ready ? 'pass' : 'fail',
      service: context.name,
      stage,
      not_ready: notReady,
    });
  });
  return router;
}
