import type { LiveHealth } from '@m4max/contracts';
import { whyAbsent } from '../state/absent.ts';
import { Marked } from './marked.tsx';

/** Stands where a section has no data at all. */
export function Absent({
  title,
  service,
  health,
}: {
  title: string;
  service: string;
  health: LiveHealth | undefined;
}) {
  return (
    <div class="absent">
      <h2>{title}</h2>
      <p>
        <Marked text={whyAbsent(service, health)} />
      </p>
    </div>
  );
}
