import {
  bound,
  byteRate,
  count,
  figures,
  frequency,
  memorySize,
  milliseconds,
  percent,
} from './units.ts';

/** A value in the unit an alert or a series carries; a unit we do not know is written behind it. */
export function valueInWords(value: number, unit: string | undefined): string {
  switch (unit) {
    case 'percent':
    case 'ratio':
      return `${percent(value)} %`;
    case 'bytes': {
      const size = memorySize(value);
      return `${size.value} ${size.unit}`;
    }
    case 'bytes/s':
      return byteRate(value);
    case 'hertz':
      return frequency(value);
    case 'seconds':
      return value < 10 ? `${bound(milliseconds(value))} ms` : `${figures(value)} s`;
    case 'watts':
      return `${figures(value)} W`;
    case 'celsius':
      return `${figures(value)} °C`;
    case 'per second':
      return `${count(value)}/s`;
    case undefined:
    case 'count':
    case 'score':
    case 'level':
      return count(value);
    default:
      return `${count(value)} ${unit}`;
  }
}
