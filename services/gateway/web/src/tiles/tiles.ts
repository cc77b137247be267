import type { LatestHardware } from '@m4max/contracts';
import { gpuTile, neuralEngineTile } from './accelerators.ts';
import { memoryTile } from './memory.ts';
import { powerTile } from './power.ts';
import { processorTiles } from './processor.ts';
import type { Tile } from './tile.ts';

/** The strip of the machine's parts, from left to right. */
export function tilesOf(hardware: LatestHardware): readonly Tile[] {
  return [
    ...processorTiles(hardware),
    gpuTile(hardware),
    neuralEngineTile(hardware),
    memoryTile(hardware),
    powerTile(hardware),
  ];
}
