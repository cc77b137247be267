import { serveDockerEngine } from './docker-server.ts';

/** `docker-engine SOCKET`: a look-alike of a Docker Engine, until it is told to end or its launcher is gone. */
const [socketPath] = process.argv.slice(2);
if (socketPath === undefined) {
  process.stderr.write('docker-engine: name the socket to listen on\n');
  process.exitCode = 1;
} else {
  const { close } = await serveDockerEngine(socketPath);
  const end = () => {
    close();
    if (process.connected) process.disconnect(); // The channel alone would keep the process.
  };
  for (const news of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(news, end);
}
