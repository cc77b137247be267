import type { LiveHealth } from '@m4max/contracts';

/** Why a whole section has nothing to show, and what to do about it. */
export function whyAbsent(service: string, health: LiveHealth | undefined): string {
  if (health === undefined) return 'The gateway has not said anything yet.';
  const status = health.services.find(({ name }) => name === service);
  if (!health.store.up) {
    return `The store does not answer${health.store.detail === undefined ? '' : `: ${health.store.detail}`}.`;
  }
  if (status === undefined) {
    return `The gateway does not know a service named ${service}: name it in \`EXPORTER_URLS\`.`;
  }
  if (!status.up) {
    const why = status.detail === undefined ? '' : ` (${status.detail})`;
    return `${service} does not answer at ${status.url}${why}. \`npx pnpm start\` starts the whole fleet.`;
  }
  if (!status.ready)
    return `${service} runs but is not ready: ${status.detail ?? 'no reason given'}.`;
  return `${service} runs and has not published a sample yet.`;
}
