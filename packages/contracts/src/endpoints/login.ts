import { z } from 'zod';

/** Body of POST /login: the token that the board's cookie then stands for. */
export const Login = z.strictObject({ token: z.string().min(1).max(512) }).meta({ id: 'Login' });
export type Login = z.infer<typeof Login>;

export const LoggedIn = z
  .strictObject({ name: z.string(), scopes: z.array(z.string()) })
  .meta({ id: 'LoggedIn' });
export type LoggedIn = z.infer<typeof LoggedIn>;
