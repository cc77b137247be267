import type { HardwareSample } from '@m4max/contracts';
import { isObject, textAt } from '../json/json-object.ts';
import { knownFields } from './known-fields.ts';
import { rpmOf } from './possible.ts';
import type { Told } from './told.ts';

/** No Mac has more; each becomes a series. */
const MOST_FANS = 16;
const MOST_CHARACTERS = 24;

/** Fans as macmon and mactop write them: `{name, rpm, max_rpm}`. A fan that stands still turns at 0. */
export function fansOf(list: readonly unknown[], told: Told): HardwareSample['fans'] {
  const fans: NonNullable<HardwareSample['fans']> = [];
  for (const [index, fan] of list.slice(0, MOST_FANS).entries()) {
    if (!isObject(fan)) continue;
    const name = textAt(fan, 'name')?.slice(0, MOST_CHARACTERS) ?? `fan${index}`;
    const rpm = told.take(`fans.${index}`, fan['rpm'], rpmOf);
    if (rpm === undefined) continue;
    const isTaken = fans.some((other) => other.name === name);
    fans.push(
      knownFields({
        name: isTaken ? `${name} (${index})` : name,
        rpm,
        max_rpm: rpmOf(fan['max_rpm']) || undefined,
      }),
    );
  }
  return fans.length === 0 ? undefined : fans;
}
