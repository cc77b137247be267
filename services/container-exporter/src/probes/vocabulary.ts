/** What a body says about the health of whoever sent it. */
export type Said =
  | { readonly kind: 'well' }
  | { readonly kind: 'ill'; readonly how: string }
  /** Nothing about health, which leaves the HTTP status to speak. */
  | { readonly kind: 'nothing' };

/** The platform says healthy, operational, active or running; the rest are the words of other programs. */
const WELL = new Set([
  ...['healthy', 'operational', 'active', 'running'],
  ...['ok', 'up', 'pass', 'passed', 'ready', 'alive', 'online', 'serving', 'success', 'green'],
]);

const ILL =
  /\b(unhealthy|degraded|unavailable|offline|stopped|stopping|down|fail(?:ed|ing|ure)?|initializing|starting|inactive|disconnected|not (?:healthy|ready|ok|running|operational))\b/i;

/** Keys that hold the word, the first that is there counts. `database` is Grafana's. */
const WORD_KEYS = ['status', 'health', 'overall_status', 'health_status', 'state', 'database'];
const BOOLEAN_KEYS = ['healthy', 'is_healthy', 'ok', 'ready', 'alive'];

/** `messagebus_connected`, `dual_bus_active`: whether an engine hears its message buses. */
const BUS_KEY = /^(?:[a-z]+_)*(?:message)?bus(?:es)?_(?:connected|active)$/;

type Fields = Readonly<Record<string, unknown>>;

/** A JSON reply; every engine words it differently, and unknown keys say nothing. */
export function saidInJson(json: unknown): Said {
  if (typeof json === 'string' || typeof json === 'boolean') return saidByValue(json);
  if (!isFields(json)) return { kind: 'nothing' };
  const said = saidByFields(json);
  if (said.kind === 'ill') return said;
  return isOffTheBus(json) ? ill('says that its message bus is not connected') : said;
}

/** A reply in plain words, such as "Prometheus Server is Healthy." Only the word itself is repeated. */
export function saidInText(text: string): Said {
  const word = ILL.exec(text)?.[0];
  return word === undefined ? { kind: 'nothing' } : ill(`says "${word.toLowerCase()}"`);
}

/** `{"status": {"status": "healthy"}}` is one level deep; deeper ones are about its parts. */
function saidByFields(fields: Fields, isNested = false): Said {
  for (const key of WORD_KEYS) {
    const value = fields[key];
    if (typeof value === 'string' || typeof value === 'boolean') return saidByValue(value);
    if (!isNested && isFields(value)) {
      const said = saidByFields(value, true);
      if (said.kind !== 'nothing') return said;
    }
  }
  for (const key of BOOLEAN_KEYS) {
    const value = fields[key];
    if (typeof value !== 'boolean') continue;
    return value ? { kind: 'well' } : ill(`says that it is not ${key.replace(/^is_/, '')}`);
  }
  return { kind: 'nothing' };
}

function saidByValue(value: string | boolean): Said {
  if (typeof value === 'boolean') return value ? { kind: 'well' } : ill('says "false"');
  if (isWell(value)) return { kind: 'well' };
  // Text of any other kind may hold what should not be repeated.
  const isWord = /^[\w.-]+(?: [\w.-]+){0,3}$/.test(value) && value.length <= 64;
  return ill(isWord ? `says "${value}"` : 'says something else than that it is well');
}

/** The last word counts ("ultra-fast operational"), unless another one takes it back. */
function isWell(text: string): boolean {
  const words = text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  const last = words.at(-1);
  return last !== undefined && WELL.has(last) && !words.includes('not') && !ILL.test(text);
}

/** An engine that tells of two buses may have been built for one of them: some bus will do. */
function isOffTheBus(json: Fields): boolean {
  const parts = [json, ...Object.values(json).filter(isFields)];
  const buses = parts
    .flatMap((part) => Object.entries(part))
    .filter(([key, value]) => BUS_KEY.test(key) && typeof value === 'boolean');
  return buses.length > 0 && buses.every(([, isConnected]) => isConnected === false);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function ill(how: string): Said {
  return { kind: 'ill', how };
}
