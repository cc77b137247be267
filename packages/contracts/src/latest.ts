import { z } from 'zod';
import { ContainersSample } from './containers-sample.ts';
import { HardwareSample } from './hardware-sample.ts';
import { TradingSample } from './trading-sample.ts';
import { Seconds } from './units.ts';

/** Age of a sample by the store's and its publisher's own clocks; stale is older than three intervals. */
const age = { age_seconds: Seconds, stale: z.boolean() };

export const LatestHardware = HardwareSample.extend(age).meta({ id: 'LatestHardware' });
export type LatestHardware = z.infer<typeof LatestHardware>;

export const LatestContainers = ContainersSample.extend(age).meta({ id: 'LatestContainers' });
export type LatestContainers = z.infer<typeof LatestContainers>;

export const LatestTrading = TradingSample.extend(age).meta({ id: 'LatestTrading' });
export type LatestTrading = z.infer<typeof LatestTrading>;
