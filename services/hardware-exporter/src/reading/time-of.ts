const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Reads the time of powermetrics' text format: `Sat Nov  8 15:54:21 2025 +0900`. */
export function timeOf(text: string): Date | undefined {
  const match = /^\w{3} (\w{3}) +(\d+) (\d+):(\d+):(\d+) (\d{4}) ([+-])(\d\d)(\d\d)$/.exec(text);
  if (match === null) return undefined;
  const [, name = '', day, hour, minute, second, year, sign, offsetHours, offsetMinutes] = match;
  const month = MONTHS.indexOf(name);
  if (month < 0) return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1);
  return new Date(
    Date.UTC(
      Number(year),
      month,
      Number(day),
      Number(hour),
      Number(minute) - offset,
      Number(second),
    ),
  );
}
