import type { Exposition, ExpositionFamily, ExpositionSample } from './exposition.ts';

/** A page as `m4max read prometheus` prints it: a line a family, and at the end what could not be read. */
export function tellExposition({
  families,
  faults,
  furtherFaults,
}: Extract<Exposition, { kind: 'page' }>): readonly string[] {
  const missing = faults.map(({ line, reason }) => ({ field: `line ${line}`, reason }));
  if (furtherFaults > 0)
    missing.push({ field: 'further lines', reason: `${furtherFaults} more cannot be read` });
  const lines: readonly object[] = [
    ...families.map(familyInWords),
    ...(missing.length === 0 ? [] : [{ missing }]),
  ];
  return lines.map((line) => JSON.stringify(line));
}

function familyInWords({ samples, ...family }: ExpositionFamily) {
  return { ...family, samples: samples.map(sampleInWords) };
}

function sampleInWords({ name, labels, value, timestampSeconds }: ExpositionSample) {
  return {
    name,
    labels,
    value: Number.isFinite(value) ? value : wordFor(value),
    ...(timestampSeconds === undefined ? {} : { timestamp_seconds: timestampSeconds }),
  };
}

/** JSON has no such numbers: they are written as Prometheus writes them. */
function wordFor(value: number): '+Inf' | '-Inf' | 'NaN' {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}
