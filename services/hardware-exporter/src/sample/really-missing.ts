import type { HardwareSample, Missing } from '@m4max/contracts';
import { hardwareFieldSources } from '@m4max/contracts';
import { at } from './merge.ts';

const NEEDS = new Map(hardwareFieldSources.map(({ field, needs }) => [field, needs]));

/**
 * The first reason for each field that the sample does not hold. A part of which nothing is known says it
 * once, where there is one reason for all of it.
 */
export function reallyMissing(reasons: readonly Missing[], sample: HardwareSample): Missing[] {
  const missing = new Map<string, Missing>();
  for (const reason of reasons) {
    const { field } = reason;
    if (!missing.has(field) && !missing.has(partOf(field)) && !holds(sample, field))
      missing.set(field, reason);
  }
  return [...missing.values()].flatMap((reason, index, all) => {
    const part = partOf(reason.field);
    if (at(sample, part) !== undefined) return [reason];
    const ofPart = all.filter(({ field }) => partOf(field) === part);
    if (ofPart.some((other) => other.reason !== reason.reason)) return [reason];
    return ofPart[0] === reason ? [{ field: part, reason: reason.reason }] : [];
  });
}

/** Whether a field has a value; a part that makes sense only whole has one when it is whole. */
function holds(sample: HardwareSample, field: string): boolean {
  const needs = NEEDS.get(field);
  return at(sample, needs === undefined ? field : `${field}.${needs}`) !== undefined;
}

function partOf(field: string): string {
  return field.split('.')[0] ?? field;
}
