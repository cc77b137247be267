import { parse, stringify } from 'yaml';
import { z } from 'zod';

/** Keys of Alertmanager's file whose value is a secret. */
const SECRET =
  /^(?:.*_?password|.*secret|.*token|credentials|routing_key|service_key|api_key|.*api_url)$/;
/** Addresses of webhooks are secrets too; amtool before 0.26 wants to see an address. */
const SECRET_ADDRESS = 'https://<secret>';
/** Our own words, which Alertmanager's clients do not know. */
const OWN = /^signing_secret(?:_file)?$/;

const Receiver = z.looseObject({
  email_configs: z.array(z.looseObject({ to: z.string().optional() })).optional(),
});
const File = z.looseObject({
  global: z.looseObject({ smtp_smarthost: z.string().optional() }).optional(),
  receivers: z.array(Receiver).optional(),
});

/**
 * The Alertmanager file as amtool can read it again: `<secret>` in place of each secret, wherever it is
 * kept, and without mail that has no server or nobody to go to and so is not in force.
 */
export function maskedConfiguration(text: string): string {
  const { receivers, ...file } = File.parse(parse(text, { logLevel: 'error' }));
  const canMail = file.global?.smtp_smarthost !== undefined;
  const shown = receivers?.map(({ email_configs, ...receiver }) => {
    const mails = (email_configs ?? []).filter(
      ({ to, smarthost }) => to !== undefined && (canMail || smarthost !== undefined),
    );
    return mails.length === 0 ? receiver : { ...receiver, email_configs: mails };
  });
  const whole = shown === undefined ? file : { ...file, receivers: shown };
  return stringify(masked(whole), { lineWidth: 0 });
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inside]) => {
      if (OWN.test(key)) return [];
      const name = key.replace(/_file$/, '');
      if (name === 'url') return [[name, SECRET_ADDRESS]];
      return [SECRET.test(name) ? [name, '<secret>'] : [key, masked(inside)]];
    }),
  );
}
