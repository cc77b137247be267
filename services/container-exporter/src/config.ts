import { port, serviceEnvironment } from '@m4max/service-kit';
import { z } from 'zod';

export const Config = z.object({
  ...serviceEnvironment,
  PORT: port(9102),
  COLLECT_INTERVAL_SECONDS: z.coerce
    .number()
    .min(0.5)
    .max(300)
    .default(5)
    .describe('How often containers are read; each second while somebody watches the board.'),
  CADVISOR_METRICS: z
    .enum(['on', 'off'])
    .default('on')
    .describe(
      "Whether it serves cAdvisor's names beside its own; `off` where cAdvisor is scraped too, or sums would count every container twice.",
    ),
  CGROUP_ROOT: z
    .string()
    .min(1)
    .optional()
    .describe(
      "The cgroup v2 tree of the engine's machine, mounted read-only: adds pressure, memory events, swap and disk operations to each container.",
    ),
  DOCKER_HOST: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Docker Engines to read, separated by commas (`unix:///path`, `tcp://host:port`, `https://host:port`); by default those of the context in use and of the sockets that are there.',
    ),
  DOCKER_CONTEXT: z
    .string()
    .min(1)
    .optional()
    .describe('Docker context to read in place of the current one.'),
  DOCKER_TLS_VERIFY: z
    .string()
    .min(1)
    .optional()
    .describe('Any text at all: `tcp://` addresses of DOCKER_HOST speak TLS, whatever their port.'),
  DOCKER_CERT_PATH: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Folder of ca.pem, cert.pem and key.pem for DOCKER_HOST on TLS; by default those of `~/.docker` that are there.',
    ),
  COLIMA_HOME: z
    .string()
    .min(1)
    .optional()
    .describe('Where colima keeps its profiles, when not in `~/.colima`.'),
  LIMA_HOME: z
    .string()
    .min(1)
    .optional()
    .describe('Where Lima keeps its virtual machines, when not in `~/.lima`.'),
  XDG_CONFIG_HOME: z
    .string()
    .min(1)
    .optional()
    .describe('Where colima keeps its profiles too, in the folder `colima`.'),
  XDG_RUNTIME_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('Where Docker and Podman without root keep their sockets on Linux.'),
  ENGINES_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('The engines to probe; by default `monitoring/engines.yml` of this checkout.'),
  NETPROBE_DIR: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Folder shared with the netprobe sidecar (`netprobe/README.md`), which sees who talks to whom where this process cannot.',
    ),
});
export type Config = z.infer<typeof Config>;
