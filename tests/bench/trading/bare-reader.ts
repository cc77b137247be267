import { Redis } from 'ioredis';

const COUNT = 1500;

/** Entries a second of a loop that reads all streams of a bus as trading-exporter does, and looks at nothing. */
export async function readBare(url: string, most: number): Promise<number> {
  const client = new Redis(url, { protocol: 2 });
  try {
    const positions = new Map<string, string>();
    for await (const keys of client.scanStream({ match: '*:stream:*', count: 1000 }))
      for (const key of keys as readonly string[]) positions.set(key, '0-0');
    const perStream = String(Math.max(20, Math.floor(COUNT / positions.size)));
    const started = performance.now();
    let read = 0;
    while (read < most) {
      const reply = await client.callBuffer('XREAD', [
        ...['COUNT', perStream, 'STREAMS', ...positions.keys(), ...positions.values()],
      ]);
      if (!Array.isArray(reply)) break;
      for (const [stream, rows] of reply as [Buffer, [Buffer, Buffer[]][]][]) {
        read += rows.length;
        positions.set(String(stream), String(rows.at(-1)?.[0]));
      }
    }
    return read / ((performance.now() - started) / 1000);
  } finally {
    client.disconnect();
  }
}
