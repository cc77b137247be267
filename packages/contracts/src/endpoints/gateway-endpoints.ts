import { alertEndpoints } from './alert-endpoints.ts';
import { commonEndpoints } from './common-endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import { readingEndpoints } from './reading-endpoints.ts';

/** Every path of the gateway. Its routes, their scopes and the OpenAPI document come from here. */
export const gatewayEndpoints = [
  ...readingEndpoints,
  ...alertEndpoints,
  ...commonEndpoints,
] as const satisfies readonly Endpoint[];

export type GatewayEndpoint = (typeof gatewayEndpoints)[number];
