import type { ServerResponse } from 'node:http';

export function send(response: ServerResponse, body: unknown): void {
  sendText(response, JSON.stringify(body));
}

/** Of a body that is JSON already. */
export function sendText(response: ServerResponse, json: string): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(`${json}\n`);
}

/** An error as engines tell it. */
export function refuse(response: ServerResponse, status: number, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(`${JSON.stringify({ message })}\n`);
}
