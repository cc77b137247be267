import { parse, stringify } from 'yaml';

/** Keys of Alertmanager's file whose value is a secret; URLs of webhooks are, too. */
const SECRET =
  /^(?:.*_?password|.*secret|.*token|credentials|routing_key|service_key|api_key|.*api_url|url)$/;

/** The Alertmanager file as amtool can read it again, with `<secret>` in place of each secret. */
export function maskedConfiguration(text: string): string {
  return stringify(masked(parse(text)), { lineWidth: 0 });
}

function masked(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(item, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, inside]) => [name, masked(inside, name)]),
    );
  return typeof value === 'string' && SECRET.test(key) ? '<secret>' : value;
}
