import { SPARK, sparkPaths } from './spark-path.ts';

/** The last quarter of an hour, in one stroke; the number beside it and the history say the rest. */
export function Spark({
  column,
  full,
  limit,
}: {
  column: readonly (number | undefined)[];
  full?: number | undefined;
  /** Where the firing rule's limit lies, from 0 to 1 of the height. */
  limit?: number | undefined;
}) {
  const { line, area } = sparkPaths(column, full);
  const limitY = limit === undefined ? undefined : SPARK.height * (1 - limit);
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${SPARK.width} ${SPARK.height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="spark-base" d={`M0 ${SPARK.height - 0.5}H${SPARK.width}`} />
      <path class="spark-area" d={area} />
      <path class="spark-line" d={line} />
      {limitY !== undefined && <path class="spark-limit" d={`M0 ${limitY}H${SPARK.width}`} />}
    </svg>
  );
}
