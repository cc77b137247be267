import type { Fact } from '../tiles/details.ts';
import { Marked } from './marked.tsx';

export function FactList({ facts }: { facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <dl class="facts">
      {facts.map(({ name, value }, index) => (
        <div key={`${name} ${index}`}>
          <dt>{name}</dt>
          <dd>
            <Marked text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
