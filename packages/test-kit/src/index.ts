export { startChild } from './child.ts';
export type { DockerEngine } from './docker-engine.ts';
export { startDockerEngine } from './docker-engine.ts';
export * from './eventually.ts';
export * from './http-sink.ts';
export * from './redis-kinds.ts';
export * from './require-component.ts';
export * from './smtp-sink.ts';
export * from './start-redis.ts';
