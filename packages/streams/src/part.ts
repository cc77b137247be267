/** A piece of a service with a lifetime; the services' `main` starts and stops it. */
export type Part = {
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Undefined when ready, else what is not, in words. */
  notReady?(): string | undefined;
};

/** The part of a logger that is used here; winston's fits. */
export type StoreLog = {
  info(message: string, facts?: object): void;
  warn(message: string, facts?: object): void;
  error(message: string, facts?: object): void;
};
