import type { HardwareSample } from '@m4max/contracts';
import type { JsonObject } from '../json/json-object.ts';
import { objectAt } from '../json/json-object.ts';
import { knownFields } from './known-fields.ts';
import { bytesPerSecondOf, operationsPerSecondOf } from './possible.ts';
import type { Told } from './told.ts';

export function diskFromMactop(object: JsonObject, told: Told): HardwareSample['disk'] {
  const rates = objectAt(object, 'net_disk');
  const bytes = (field: string, key: string) =>
    told.take(`disk.${field}`, rates?.[key], bytesOfKibibytes);
  const operations = (field: string, key: string) =>
    told.take(`disk.${field}`, rates?.[key], operationsPerSecondOf);
  const disk = knownFields({
    read_bytes_per_second: bytes('read_bytes_per_second', 'read_kbytes_per_sec'),
    write_bytes_per_second: bytes('write_bytes_per_second', 'write_kbytes_per_sec'),
    read_operations_per_second: operations('read_operations_per_second', 'read_ops_per_sec'),
    write_operations_per_second: operations('write_operations_per_second', 'write_ops_per_sec'),
  });
  return Object.keys(disk).length === 0 ? undefined : disk;
}

/** All interfaces but the loopback ones. */
export function networkFromMactop(object: JsonObject, told: Told): HardwareSample['network'] {
  const rates = objectAt(object, 'net_disk');
  const take = (field: string, key: string) =>
    told.take(`network.${field}`, rates?.[key], bytesPerSecondOf);
  const network = knownFields({
    receive_bytes_per_second: take('receive_bytes_per_second', 'in_bytes_per_sec'),
    transmit_bytes_per_second: take('transmit_bytes_per_second', 'out_bytes_per_sec'),
  });
  return Object.keys(network).length === 0 ? undefined : network;
}

/** What mactop calls kbytes is bytes ÷ 1024 (metaspartan/mactop, `internal/app/metrics.go`). */
function bytesOfKibibytes(kibibytes: unknown): number | undefined {
  return typeof kibibytes === 'number' ? bytesPerSecondOf(kibibytes * 1024) : undefined;
}
