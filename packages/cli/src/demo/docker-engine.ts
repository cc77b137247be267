import { serveDockerEngine } from './docker-server.ts';

/**
 * `docker-engine SOCKET [CGROUP_ROOT]`: a look-alike of a Docker Engine and the cgroup tree of its
 * machine, until it is told to end or its launcher is gone.
 */
const [socketPath, cgroupRoot] = process.argv.slice(2);
if (socketPath === undefined) {
  process.stderr.write('docker-engine: name the socket to listen on\n');
  process.exitCode = 1;
} else {
  const { close } = await serveDockerEngine(socketPath, cgroupRoot);
  const end = () => {
    close();
    if (process.connected) process.disconnect(); // The channel alone would keep the process.
  };
  for (const news of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(news, end);
}
