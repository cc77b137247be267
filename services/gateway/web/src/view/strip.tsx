import type { Strip } from '../tiles/tile.ts';

/** The bars, meter or stack under a tile's number. */
export function StripBar({ strip }: { strip: Strip }) {
  switch (strip.kind) {
    case 'bars':
      return (
        <div class="bars" aria-hidden="true">
          {strip.ratios.map((ratio, index) => (
            <i key={index} style={{ '--share': ratio }} />
          ))}
        </div>
      );
    case 'meter':
      return (
        <div class={strip.estimated ? 'meter estimated' : 'meter'} aria-hidden="true">
          <i style={{ '--share': strip.ratio }} />
        </div>
      );
    case 'stack':
      return (
        <div class="meter stack" aria-hidden="true">
          {strip.parts.map(({ name, ratio }) => (
            <i key={name} style={{ '--share': ratio }} />
          ))}
        </div>
      );
  }
}
