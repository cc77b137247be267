import type { AlertPolicy, ChannelName } from '@m4max/contracts';
import type { About, AlertRecord } from '../alerts/record.ts';
import { episodeOf } from '../alerts/record.ts';
import type { AlertmanagerFile } from './alertmanager-file.ts';
import type { Contacts, Target } from './contact.ts';
import { escalatedReceivers } from './escalation.ts';
import { noticeId } from './notice.ts';
import { receiversOf } from './routing.ts';
import { isAtLeast } from './severity.ts';

/** A message that somebody has to get, and why. */
export type Owed = {
  readonly target: Target;
  readonly about: About;
  readonly because: string;
};

/** Somebody who would be told, and is not. */
export type Suppressed = {
  readonly receiver: string;
  readonly channel: ChannelName;
  readonly reason: 'not_configured' | 'below_min_severity' | 'inhibited' | 'silenced';
  readonly detail: string;
};

export type Plan = { readonly owed: readonly Owed[]; readonly suppressed: readonly Suppressed[] };

/** Everything that decides who is told of an alert. */
export type Situation = {
  readonly record: AlertRecord;
  readonly contacts: Contacts;
  readonly route: AlertmanagerFile['route'];
  readonly policy: AlertPolicy;
  /** Ids of targets that may have heard of this episode: a message went out and no answer came. */
  readonly unsure: ReadonlySet<string>;
  /** Ids of notices that no try delivered. */
  readonly dead: ReadonlySet<string>;
};

/**
 * What is owed now. Who is told that an alert fires is decided by routes; how it went on is owed to
 * everyone who was told, or may have been, whatever has changed since.
 */
export function planNotices(situation: Situation): Plan {
  const { state } = situation.record.alert;
  return state === 'firing'
    ? planFiring(situation)
    : { owed: owedSequel(situation, state), suppressed: [] };
}

function owedSequel(situation: Situation, about: 'acknowledged' | 'resolved'): readonly Owed[] {
  const { record, contacts, unsure } = situation;
  return contacts.targets.flatMap((target) => {
    const told = record.notified[target.id]?.about;
    if (told === undefined && !unsure.has(target.id)) return [];
    if (told === about || !wantsSequel(target, about) || isDead(situation, target, about))
      return [];
    const because = told === undefined ? 'it may know that this fired' : 'it knows that this fired';
    return [{ target, about, because }];
  });
}

/** Slack and mail have nobody to quieten: only PagerDuty hears of an acknowledgement. */
export function wantsSequel(target: Target, about: 'acknowledged' | 'resolved'): boolean {
  return about === 'resolved' ? target.sendResolved : target.channel === 'pagerduty';
}

function planFiring(situation: Situation): Plan {
  const { record, contacts } = situation;
  const wanted = wantedReceivers(situation);
  const untold = contacts.targets.filter(
    ({ id, receiver }) => wanted.has(receiver) && record.notified[id] === undefined,
  );
  const held = heldBack(record);
  if (held !== undefined) return { owed: [], suppressed: untold.map((it) => suppress(it, held)) };

  const { severity } = record.alert;
  const tooLow = untold.filter(({ minSeverity = severity }) => !isAtLeast(severity, minSeverity));
  const rest = untold.filter((target) => !tooLow.includes(target));
  const unreached = rest.filter((target) => isDead(situation, target, 'firing'));
  const nobody = contacts.unconfigured.filter(({ receiver }) => wanted.has(receiver));
  const failures = [
    ...unreached.map(({ receiver }) => `${receiver} could not be reached`),
    ...nobody
      .filter(({ receiver }) => !contacts.targets.some((target) => target.receiver === receiver))
      .map(({ receiver }) => `${receiver} is not configured`),
  ];
  return {
    owed: [
      ...rest
        .filter((target) => !unreached.includes(target))
        .map((target) => firing(target, wanted.get(target.receiver) ?? 'routed')),
      ...owedFallback(situation, wanted, failures),
    ],
    suppressed: [
      ...tooLow.map((target) =>
        suppress(target, {
          reason: 'below_min_severity',
          detail: `${target.receiver} takes alerts from ${target.minSeverity} upwards`,
        }),
      ),
      ...nobody.map(({ receiver, channel, because }) =>
        suppress(
          { receiver, channel },
          {
            reason: 'not_configured',
            detail: `${receiver} is not configured: ${because}`,
          },
        ),
      ),
    ],
  };
}

/** The receivers that an alert has to reach, and why. */
function wantedReceivers({ record, route, policy }: Situation): ReadonlyMap<string, string> {
  const wanted = new Map<string, string>();
  for (const receiver of receiversOf(route, record.alert.labels)) wanted.set(receiver, 'routed');
  for (const { receiver, after } of escalatedReceivers(record.alert, policy))
    if (!wanted.has(receiver)) wanted.set(receiver, `nobody acknowledged it within ${after}`);
  return wanted;
}

/** The fallback stands in for whoever could not be told; it is told once, like everybody. */
function owedFallback(
  situation: Situation,
  wanted: ReadonlyMap<string, string>,
  failures: readonly string[],
): readonly Owed[] {
  const { record, contacts, policy } = situation;
  if (failures.length === 0) return [];
  return contacts.targets
    .filter(({ receiver }) => receiver === policy.fallback_receiver && !wanted.has(receiver))
    .filter(({ id }) => record.notified[id] === undefined)
    .filter((target) => !isDead(situation, target, 'firing'))
    .map((target) => firing(target, [...new Set(failures)].join(', ')));
}

type Held = Pick<Suppressed, 'reason' | 'detail'>;

function heldBack({ alert }: AlertRecord): Held | undefined {
  if (alert.inhibited_by.length > 0)
    return { reason: 'inhibited', detail: `inhibited by ${alert.inhibited_by.join(', ')}` };
  if (alert.silenced_by.length > 0)
    return { reason: 'silenced', detail: `silenced by ${alert.silenced_by.join(', ')}` };
  return undefined;
}

function isDead({ record, dead }: Situation, target: Target, about: About): boolean {
  const { alert } = record;
  const { fingerprint } = alert;
  return dead.has(noticeId({ fingerprint, episode: episodeOf(alert), about, target: target.id }));
}

function firing(target: Target, because: string): Owed {
  return { target, about: 'firing', because };
}

function suppress(to: Pick<Suppressed, 'receiver' | 'channel'>, held: Held): Suppressed {
  return { receiver: to.receiver, channel: to.channel, ...held };
}
