import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Request, Response } from 'express';
import express, { Router } from 'express';
import swaggerFolder from 'swagger-ui-dist/absolute-path.js';
import {
  documentationPage,
  documentationScript,
  loginPage,
  loginScript,
  noBoardPage,
} from '../pages.ts';

/** Beside `src` and `dist` alike; vite writes it. */
const BOARD = fileURLToPath(new URL('../../web/dist', import.meta.url));
const SWAGGER = swaggerFolder();
const SWAGGER_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'] as const;
const DAY_SECONDS = 24 * 3600;

/** Pages that answer without a token, so that somebody can log in. */
export const openPages = ['/', '/login.html', '/login.js'] as const;

/** The board, the login page and the documentation. */
export function servePages(options: {
  /** Whether a person has to log in before the board can show anything. */
  readonly mustLogIn: (request: Request) => boolean;
}): Router {
  const router = Router();
  router.get('/docs', (_request, response) => html(response, documentationPage));
  router.get('/docs/initialize.js', (_request, response) => script(response, documentationScript));
  for (const file of SWAGGER_FILES)
    router.get(`/docs/${file}`, (_request, response) => {
      response.set('cache-control', `public, max-age=${DAY_SECONDS}`);
      response.sendFile(file, { root: SWAGGER });
    });
  router.get('/login.html', (_request, response) => html(response, loginPage));
  router.get('/login.js', (_request, response) => script(response, loginScript));
  router.get('/', (request, response, next) => {
    if (options.mustLogIn(request)) response.redirect(303, '/login.html');
    else if (existsSync(join(BOARD, 'index.html'))) next();
    else html(response.status(503), noBoardPage);
  });
  router.use(
    express.static(BOARD, {
      fallthrough: true,
      redirect: false,
      setHeaders(response, path) {
        // Files in assets/ carry a hash of their content in their name.
        if (path.startsWith(join(BOARD, 'assets')))
          response.setHeader('cache-control', 'public, max-age=31536000, immutable');
      },
    }),
  );
  return router;
}

function html(response: Response, page: string): void {
  response.type('text/html').send(page);
}

function script(response: Response, text: string): void {
  response.type('text/javascript').send(text);
}
