import type { LatestTrading } from '@m4max/contracts';
import { scoreChange, scoreParts, scoreTone } from '../trading/score.ts';
import { percent } from '../words/units.ts';
import { Marked } from './marked.tsx';

const RADIUS = 38;
const ROUND = 2 * Math.PI * RADIUS;

/** The score, what of it was measured, and its parts. */
export function Score({
  sample,
  column,
}: {
  sample: LatestTrading;
  column: readonly (number | undefined)[];
}) {
  const { score } = sample;
  const change = scoreChange(column);
  return (
    <div class="score">
      <Ring overall={score.overall} />
      {Object.keys(score.components).length > 0 && (
        <dl class="parts">
          {scoreParts.map(({ part, title, weight }) => (
            <Part key={part} title={title} weight={weight} value={score.components[part]} />
          ))}
        </dl>
      )}
      <div class="score-words">
        {change !== undefined && <p class="change">{change}</p>}
        {score.overall === undefined && (
          <p>No score: only {percent(score.coverage)} % of it could be measured</p>
        )}
        {score.overall !== undefined && score.coverage < 1 && (
          <p>{percent(score.coverage)} % of it could be measured</p>
        )}
        {score.why.slice(0, score.overall === undefined ? 4 : 2).map((why) => (
          <p key={why}>
            <Marked text={why} />
          </p>
        ))}
      </div>
    </div>
  );
}

function Ring({ overall }: { overall: number | undefined }) {
  const tone = overall === undefined ? 'unknown' : scoreTone(overall);
  const label = overall === undefined ? 'Score not known' : `Score ${Math.round(overall)} of 100`;
  return (
    <svg class={`ring ${tone}`} viewBox="0 0 92 92" role="img" aria-label={label}>
      <circle class="ring-track" cx="46" cy="46" r={RADIUS} />
      {overall !== undefined && (
        <circle
          class="ring-value"
          cx="46"
          cy="46"
          r={RADIUS}
          transform="rotate(-90 46 46)"
          stroke-dasharray={`${(overall / 100) * ROUND} ${ROUND}`}
        />
      )}
      <text class="ring-number" x="46" y="50">
        {overall === undefined ? '–' : Math.round(overall)}
      </text>
      <text class="ring-of" x="46" y="65">
        of 100
      </text>
    </svg>
  );
}

function Part({
  title,
  weight,
  value,
}: {
  title: string;
  weight: number;
  value: number | undefined;
}) {
  const tone = value === undefined ? 'unknown' : scoreTone(value);
  return (
    <div>
      <dt>
        {title} <small>{percent(weight)} %</small>
      </dt>
      <dd class={`meter ${tone}`} aria-hidden="true">
        {value !== undefined && <i style={{ '--share': value / 100 }} />}
      </dd>
      <dd class="part-number">{value === undefined ? 'no data' : Math.round(value)}</dd>
    </div>
  );
}
