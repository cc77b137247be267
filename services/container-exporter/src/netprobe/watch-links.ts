import type { Link, Missing } from '@m4max/contracts';
import type { AddressBook } from '../links/address-book.ts';
import { addressBook } from '../links/address-book.ts';
import { missingLinks } from '../links/missing-links.ts';
import { MAX_TARGETS } from '../links/netprobe-files.ts';
import { possibleLinks } from '../links/possible-links.ts';
import type { Readings } from '../links/reading.ts';
import { UNREADABLE } from '../links/reading.ts';
import type { RememberedLinks } from '../links/remembered-links.ts';
import { observedLinks, rememberLinks } from '../links/remembered-links.ts';
import { seenLinks } from '../links/seen-links.ts';
import type { FoundContainer } from '../links/to-read.ts';
import { containersToRead } from '../links/to-read.ts';
import type { Listed } from '../replies/listed.ts';
import { nameOf } from '../replies/listed.ts';
import { readOwnKernel } from './own-kernel.ts';
import { askSidecar } from './sidecar.ts';

type Links = { readonly links: readonly Link[]; readonly missing: readonly Missing[] };

export type LinkWatcher = (found: readonly Found[], now: Date) => Promise<Links>;

type Found = FoundContainer & { readonly container: { readonly engine_id: string } };

/** How often connections are read at most, however often the board is renewed. */
const MIN_SECONDS = 5;

/** They take at most half a percent of one core's time, unless the pause would grow past this. */
const PAUSE_PER_SECOND = 200;
const MAX_SECONDS = 60;

const NO_SIDECAR =
  'the processes of the containers are not visible from here (on a Mac they are inside the virtual machine): start the netprobe sidecar as services/container-exporter/netprobe/README.md says, and set NETPROBE_DIR';

const NOT_TOLD = `the netprobe sidecar tells nothing of their processes (it looks at ${MAX_TARGETS}, of its own engine only)`;

/** Tells in each round who talks to whom, and reads anew when it is time. */
export function linkWatcher(options: {
  readonly procRoot: string;
  readonly netprobeFolder: string | undefined;
}): LinkWatcher {
  const { procRoot, netprobeFolder } = options;
  const ask = netprobeFolder === undefined ? undefined : askSidecar(netprobeFolder);
  /** By the ids of the engines: names and addresses are unique within an engine only. */
  let books: ReadonlyMap<string, AddressBook> = new Map();
  let remembered: RememberedLinks = new Map();
  let readings: Readings = new Map();
  let because = NO_SIDECAR;
  let readAt = 0;

  const read = async (targets: ReturnType<typeof containersToRead>['targets']) => {
    const begin = performance.now();
    const own = await readOwnKernel(procRoot, targets);
    const seconds = (performance.now() - begin) / 1000;
    // Where none of them is in this kernel, the next look will hardly find one.
    const isBlind = own.size === 0 && ask === undefined;
    const rest = isBlind ? MAX_SECONDS : Math.max(MIN_SECONDS, PAUSE_PER_SECOND * seconds);
    const pause = 1000 * Math.min(MAX_SECONDS, rest);
    // A round that comes a little late delays no other; one without containers read nothing.
    if (targets.length > 0) readAt = pause + (begin - readAt < pause ? readAt : begin);
    const others = targets.filter(({ id }) => !own.has(id));
    const answer = await ask?.(others);
    if (answer?.kind === 'heard') {
      readings = new Map([...own, ...answer.readings]);
      because = NOT_TOLD;
    } else {
      readings = new Map([...own, ...others.map(({ id }) => [id, UNREADABLE] as const)]);
      because = answer?.because ?? NO_SIDECAR;
    }
  };

  return async (found, now) => {
    const engines = listedByEngine(found);
    books = new Map(
      [...engines].map(([id, listed]) => [id, addressBook(listed, { before: books.get(id), now })]),
    );
    const { targets, onHost } = containersToRead(found);
    if (performance.now() >= readAt) {
      await read(targets);
      const seen = [...books].flatMap(([id, { ownerOf }]) =>
        seenLinks(tablesOf(engines.get(id) ?? [], readings), ownerOf),
      );
      remembered = rememberLinks(remembered, seen, now);
    }
    const present = new Set(found.map(({ listed }) => nameOf(listed)));
    const observed = observedLinks(remembered, present);
    const possible = possibleLinks([...engines.values()], observed.links);
    const named = targets.map(({ id, name }) => ({ name, reading: readings.get(id) }));
    return {
      links: [...observed.links, ...possible],
      missing: [...missingLinks({ readings: named, onHost, because }), ...observed.missing],
    };
  };
}

function listedByEngine(found: readonly Found[]): ReadonlyMap<string, readonly Listed[]> {
  const engines = new Map<string, Listed[]>();
  for (const { listed, container } of found) {
    const list = engines.get(container.engine_id) ?? [];
    list.push(listed);
    engines.set(container.engine_id, list);
  }
  return engines;
}

function tablesOf(listed: readonly Listed[], readings: Readings) {
  return listed.flatMap((container) => {
    const reading = readings.get(container.Id);
    return reading?.kind === 'read' ? [{ ...reading, name: nameOf(container) }] : [];
  });
}
