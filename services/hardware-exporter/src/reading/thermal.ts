import type { HardwareSample, ThermalState } from '@m4max/contracts';

/**
 * macOS' five levels of thermal pressure (OSThermalPressureLevel) and the state that apps see for each;
 * then the words of iOS and of other tools.
 */
const LEVELS: Readonly<Record<string, { readonly level: number; readonly state: ThermalState }>> = {
  nominal: { level: 0, state: 'nominal' },
  moderate: { level: 1, state: 'fair' },
  heavy: { level: 2, state: 'serious' },
  trapping: { level: 3, state: 'critical' },
  sleeping: { level: 4, state: 'critical' },
  normal: { level: 0, state: 'nominal' },
  light: { level: 1, state: 'fair' },
  fair: { level: 1, state: 'fair' },
  serious: { level: 2, state: 'serious' },
  critical: { level: 3, state: 'critical' },
};

/** What a word for thermal pressure means; an unknown word is kept, without a level. */
export function thermalOf(reported: string): NonNullable<HardwareSample['thermal']> {
  return { reported, ...LEVELS[reported.toLowerCase()] };
}
