/** When a stats body was read, in seconds; undefined for the body of a stopped container (year 1). */
export function readAtSeconds(read: string): number | undefined {
  const milliseconds = Date.parse(read);
  if (Number.isNaN(milliseconds) || milliseconds <= 0) return undefined;
  // A Date ends at milliseconds; over one second that alone would be a tenth of a percent.
  const rest = /\.\d{3}(\d{1,6})/.exec(read)?.[1] ?? '';
  return (milliseconds + (rest === '' ? 0 : Number(`0.${rest}`))) / 1000;
}
