import type { Alert } from '@m4max/contracts';
import { severityShape } from '../alerts/words.ts';
import { opened } from '../store.ts';
import type { Tile } from '../tiles/tile.ts';
import { summaryOf } from '../words/summary.ts';
import { valueInWords } from '../words/value.ts';
import { Marked } from './marked.tsx';
import { Spark } from './spark.tsx';
import { StripBar } from './strip.tsx';

/** One part of the machine. The title is the button; the whole card is its target. */
export function TileCard({
  tile,
  column,
  alert,
}: {
  tile: Tile;
  column: readonly (number | undefined)[];
  alert: Alert | undefined;
}) {
  const { id, title, note, reading, strip, captions, unit, full } = tile;
  const tone = alert === undefined ? '' : ` ${alert.severity}`;
  const wide = id === 'processor' ? ' double' : '';
  return (
    <article class={`card tile${tone}${wide}`}>
      <h2>
        <button
          type="button"
          class="cover"
          data-item
          aria-haspopup="dialog"
          onClick={() => {
            opened.value = { kind: 'tile', id };
          }}
        >
          {title}
        </button>
        <small>{note}</small>
      </h2>
      {reading.kind === 'known' ? (
        <>
          <p class="reading">
            <b>
              {reading.estimated && '≈ '}
              {reading.value}
            </b>
            <small>{[reading.unit, reading.beside].filter(Boolean).join(' · ')}</small>
          </p>
          <div class="strip">{strip !== undefined && <StripBar strip={strip} />}</div>
          <p class="captions">
            {alert !== undefined && <AlertWords alert={alert} />}
            {captions.map((caption) => (
              <span key={caption}>{caption}</span>
            ))}
          </p>
          <Spark column={column} full={full} limit={limitOf(alert, full)} />
          <span class="unseen">
            Last 15 minutes: {summaryOf(column, (value) => valueInWords(value, unit))}
          </span>
        </>
      ) : (
        <>
          <p class="reading none">
            <b>–</b>
            <small>not known</small>
          </p>
          <p class="why">
            <Marked text={reading.why} />
          </p>
        </>
      )}
    </article>
  );
}

function AlertWords({ alert }: { alert: Alert }) {
  const { shape, word } = severityShape[alert.severity];
  const { threshold, unit } = alert;
  return (
    <span class="severity">
      {shape} {word}
      {threshold !== undefined && `, limit ${valueInWords(threshold, unit)}`}
    </span>
  );
}

function limitOf(alert: Alert | undefined, full: number | undefined): number | undefined {
  if (alert?.threshold === undefined || full === undefined || full === 0) return undefined;
  const share = alert.unit === 'percent' ? alert.threshold : alert.threshold / full;
  return share > 0 && share <= 1 ? share : undefined;
}
