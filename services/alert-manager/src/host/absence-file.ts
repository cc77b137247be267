import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Moment } from '@m4max/contracts';
import type { StoreLog } from '@m4max/streams';
import { z } from 'zod';
import type { StoreAbsence } from '../notices/store-emergency.ts';

/** Who heard that the store is gone: the one thing that the store cannot keep. */
export type AbsenceFile = {
  /** What was left unfinished by the last run. */
  read(): StoreAbsence;
  /** Never throws: without the file a restart may tell twice, or leave an incident open. */
  write(absence: StoreAbsence): void;
};

const Kept = z.object({ since: Moment, told: z.record(z.string(), z.enum(['yes', 'maybe'])) });

export function absenceFile(path: string, log: StoreLog): AbsenceFile {
  return {
    read() {
      try {
        const { since, told } = Kept.parse(JSON.parse(readFileSync(path, 'utf8')));
        return { kind: 'announced', since: new Date(since), told };
      } catch {
        return { kind: 'present' }; // No file, as nearly always.
      }
    },
    write(absence) {
      try {
        if (absence.kind !== 'announced' && absence.kind !== 'back') {
          rmSync(path, { force: true });
          return;
        }
        const kept: z.infer<typeof Kept> = {
          since: absence.since.toISOString(),
          told: { ...absence.told },
        };
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        writeFileSync(path, JSON.stringify(kept), { mode: 0o600 });
      } catch (error) {
        log.warn('cannot keep who was told that the store is gone: make DATA_DIR writable', {
          error,
        });
      }
    },
  };
}
