import type { Producer, Replays } from '../clocks/replays.ts';
import type { ClockOfVenue, VenueClocks } from '../clocks/venue-clocks.ts';
import type { TopicPlan } from '../decode/topic-plan.ts';
import { planOf, topicOfStream } from '../decode/topic-plan.ts';
import type { Labels } from '../latency/measurement.ts';
import type { InstrumentTicks } from './tick-to-order.ts';

/** More topics than a platform has; made anew when there are more. */
const MAX_ROUTES = 50_000;
/** Longer than any topic: of such a one only the beginning is looked at, and kept. */
const MAX_TOPIC_BYTES = 512;

/** What is known of a topic of a stream, found out with its first entry. */
export type Route = {
  readonly topic: string;
  /** As it stands in its entries, if it does; a copy, for an entry is a part of a large reply. */
  readonly bytes: Buffer | undefined;
  readonly plan: TopicPlan;
  readonly producer: Producer;
  readonly clock: ClockOfVenue | undefined;
  readonly ticks: InstrumentTicks | undefined;
  readonly labels: Labels | undefined;
};

export type Routes = {
  /** An entry names its topic in its own bytes; without one its stream does. */
  of(input: string, stream: string, topic: Buffer | undefined): Route;
  clear(): void;
};

type StreamRoutes = {
  readonly byTopic: Map<string, Route>;
  /** Most streams carry one topic: its bytes are compared and not read again. */
  last: Route;
};

export function createRoutes(parts: {
  readonly replays: Replays;
  readonly venueClocks: VenueClocks;
  readonly ticksOf: (producer: Producer, instrument: string) => InstrumentTicks;
}): Routes {
  const { replays, venueClocks, ticksOf } = parts;
  const inputs = new Map<string, Map<string, StreamRoutes>>();
  let held = 0;

  function make(input: string, stream: string, topic: string, inEntry: Buffer | undefined): Route {
    const plan = planOf(topic);
    const producer = replays.producer(input, producerOf(stream, topic));
    const bytes = inEntry === undefined ? undefined : Buffer.from(inEntry);
    const shared = { topic, bytes, plan, producer };
    if (plan.reading.kind !== 'market_data')
      return { ...shared, clock: undefined, ticks: undefined, labels: undefined };
    const { venue, dataType, instrument, isTick } = plan.reading;
    return {
      ...shared,
      clock: venueClocks.of(venue),
      ticks: isTick ? ticksOf(producer, instrument) : undefined,
      labels: { venue, data_type: dataType },
    };
  }

  function find(input: string, stream: string, bytes: Buffer | undefined): Route {
    const topic = bytes?.toString('utf8') ?? topicOfStream(stream);
    const known = inputs.get(input)?.get(stream);
    const found = known?.byTopic.get(topic);
    if (found !== undefined) return found;
    const route = make(input, stream, topic, bytes);
    if (held >= MAX_ROUTES) clear();
    held += 1;
    const streams = inputs.get(input) ?? new Map<string, StreamRoutes>();
    inputs.set(input, streams);
    const routes = streams.get(stream) ?? { byTopic: new Map(), last: route };
    streams.set(stream, routes);
    routes.byTopic.set(topic, route);
    return route;
  }

  function clear(): void {
    inputs.clear();
    held = 0;
  }

  return {
    of(input, stream, topic) {
      const isLong = topic !== undefined && topic.length > MAX_TOPIC_BYTES;
      const bytes = isLong ? topic.subarray(0, MAX_TOPIC_BYTES) : topic;
      const known = inputs.get(input)?.get(stream);
      if (known !== undefined && areSame(known.last.bytes, bytes)) return known.last;
      const route = find(input, stream, bytes);
      const routes = inputs.get(input)?.get(stream);
      if (routes !== undefined) routes.last = route;
      return route;
    },
    clear,
  };
}

function areSame(one: Buffer | undefined, other: Buffer | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.length !== other.length) return false;
  for (let at = one.length - 1; at >= 0; at--) if (one[at] !== other[at]) return false;
  return true;
}

/** `trader-DESK-7:stream:<topic>` is DESK-7's; with an instance id between them, that instance's. */
function producerOf(stream: string, topic: string): string {
  const isOfTopic = topic !== '' && stream.endsWith(`:${topic}`);
  const base = isOfTopic ? stream.slice(0, -topic.length - 1) : stream;
  return base.replace(/^trader-/, '').replace(/:[^:]*$/, '');
}
