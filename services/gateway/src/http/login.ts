import type { LoggedIn } from '@m4max/contracts';
import { Login } from '@m4max/contracts';
import { identityOf, Problem } from '@m4max/service-kit';
import type { Express, Request, Response } from 'express';
import express from 'express';
import type { Sessions } from '../session/seal.ts';
import { cookieValue, SESSION_SECONDS } from '../session/seal.ts';

const COOKIE = 'm4max_session';
const MAX_BODY_BYTES = 2000;

/** The token that the board's cookie stands for. */
export function tokenInCookie(
  request: Request,
  sessions: Sessions | undefined,
): string | undefined {
  const cookie = cookieValue(request.headers.cookie, COOKIE);
  return cookie === undefined ? undefined : sessions?.open(cookie, new Date());
}

/**
 * Puts the token of a login's body where the guard looks for tokens. So a login is judged, counted
 * and slowed down like every other request that brings a token.
 */
export function withLogin(app: Express): Express {
  const outer = express();
  outer.disable('x-powered-by');
  const parse = express.json({ limit: MAX_BODY_BYTES });
  outer.post('/login', (request, response, next) => {
    parse(request, response, (fault?: unknown) => {
      const body = Login.safeParse(fault === undefined ? request.body : undefined);
      if (body.success) request.headers.authorization = `Bearer ${body.data.token}`;
      next(); // What is wrong with a faulty body is said further in, once the host is trusted.
    });
  });
  outer.use(app);
  return outer;
}

/** Answers a login that the guard let through with the cookie. */
export function logIn(options: {
  readonly request: Request;
  readonly response: Response;
  readonly token: string;
  readonly asksForTokens: boolean;
  readonly sessions: Sessions | undefined;
}): LoggedIn {
  const { request, response, token, asksForTokens, sessions } = options;
  const { name, scopes } = identityOf(request);
  if (!asksForTokens) return { name, scopes: [...scopes] };
  if (sessions === undefined)
    throw new Problem(
      503,
      'no-secrets-key',
      'Nobody can log in without a key to seal the cookie: set SECRETS_KEY_FILE.',
    );
  response.cookie(COOKIE, sessions.seal(token, new Date()), {
    httpOnly: true,
    sameSite: 'strict',
    secure: request.secure,
    path: '/',
    maxAge: SESSION_SECONDS * 1000,
  });
  return { name, scopes: [...scopes] };
}
