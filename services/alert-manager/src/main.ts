import { main } from '@m4max/service-kit';
import { Config } from './config.ts';
import { parts } from './service.ts';

await main('alert-manager', Config, parts);
