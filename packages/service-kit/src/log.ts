import winston from 'winston';

/** Without this winston prints an Error in the fields as {}. */
const readableErrors = winston.format((info) => {
  for (const [key, value] of Object.entries(info)) {
    if (value instanceof Error) info[key] = readable(value);
  }
  return info;
});

function readable(error: Error): object {
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause instanceof Error ? { cause: readable(cause) } : {}) };
}

/** Writes one JSON object a line to standard output. */
export function createLogger(service: string, level: string): winston.Logger {
  return winston.createLogger({
    level,
    defaultMeta: { service },
    format: winston.format.combine(
      winston.format.timestamp(),
      readableErrors(),
      winston.format.json(),
    ),
    transports: [new winston.transports.Console()],
  });
}
