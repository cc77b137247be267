import { createRedisServer } from 'js-redis-server';

// A process of its own: the launcher starts it, and it ends with the channel to the launcher.
const store = await createRedisServer({ port: Number(process.env.STORE_PORT ?? 0) });
Object.assign(store.state, { requirepass: process.env.STORE_PASSWORD });
process.once('disconnect', () => process.exit(0)); // Closing would wait for every client.
process.once('SIGTERM', () => process.exit(0));
