import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import type { Redis } from 'ioredis';
import type { BusCommands } from '../commands/command-growth.ts';
import type { BusAddress } from '../config.ts';
import { connectBus, disconnect, shownAddress } from './bus-connection.ts';
import { createCommandReader } from './read-commands.ts';

const ASK_SECONDS = 5;

export type BusCommandWatcher = Part & {
  readonly address: string;
  /** Nothing while the bus does not answer. */
  commands(): BusCommands | undefined;
};

/**
 * Asks a Redis every five seconds what it counts of its own commands, on a connection of its own:
 * the one that streams are read on is blocked most of the time. That a bus is away is told by who
 * reads its streams.
 */
export function watchBusCommands(options: {
  readonly bus: BusAddress;
  readonly windowSeconds: number;
  readonly log: Context<unknown>['log'];
}): BusCommandWatcher {
  const { bus, windowSeconds, log } = options;
  const address = shownAddress(bus.url);
  const reader = createCommandReader(windowSeconds);
  const told = new Set<string>(); // As many as there are refusals in words: three.
  let client: Redis | undefined;
  let commands: BusCommands | undefined;

  async function look(signal: AbortSignal): Promise<void> {
    try {
      client ??= await connectBus(bus.url);
      if (signal.aborted) return;
      commands = await reader.read(client, performance.now());
      for (const reason of commands.missing)
        if (!told.has(reason)) log.info('bus tells less than it could', { bus: address, reason });
      for (const reason of commands.missing) told.add(reason);
    } catch {
      letGo();
      commands = undefined;
    }
  }

  function letGo(): void {
    if (client !== undefined) disconnect(client);
    client = undefined;
  }

  const part = ticker({ name: `commands of ${address}`, seconds: ASK_SECONDS, log, job: look });
  return {
    ...part,
    address,
    commands: () => commands,
    async stop() {
      letGo(); // What waits for an answer ends with its connection.
      await part.stop();
      letGo();
    },
  };
}
