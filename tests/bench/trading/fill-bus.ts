import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { BenchEntry } from './mixed-bus.ts';

const CHUNK_BYTES = 4 << 20;
const LARGEST_COMMAND_BYTES = 4096;

/** Adds entries as fast as the server takes them: plain commands in large pieces, without replies. */
export async function fillBus(port: number, entries: Iterable<BenchEntry>): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('CLIENT REPLY OFF\r\n');
  let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let length = 0;
  for (const { stream, id, fields } of entries) {
    if (length + LARGEST_COMMAND_BYTES > CHUNK_BYTES) {
      await send(socket, chunk.subarray(0, length));
      chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      length = 0;
    }
    length += chunk.write(`*${3 + fields.length}\r\n`, length, 'latin1');
    for (const part of ['XADD', stream, id, ...fields]) length = append(chunk, length, part);
  }
  await send(socket, chunk.subarray(0, length));
  socket.write('CLIENT REPLY ON\r\nPING\r\n');
  let heard = '';
  while (!heard.includes('+PONG')) {
    const [piece] = (await once(socket, 'data')) as [Buffer];
    heard += piece.toString('latin1');
  }
  socket.destroy();
}

function append(chunk: Buffer, at: number, part: string | Buffer): number {
  const start = at + chunk.write(`$${part.length}\r\n`, at, 'latin1');
  const end =
    start +
    (typeof part === 'string' ? chunk.write(part, start, 'latin1') : part.copy(chunk, start));
  return end + chunk.write('\r\n', end, 'latin1');
}

async function send(socket: Socket, bytes: Buffer): Promise<void> {
  if (!socket.write(bytes)) await once(socket, 'drain');
}
