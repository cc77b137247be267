/** A store in use; `stop` leaves one that was given alone. */
export type RunningStore = {
  readonly url: string;
  readonly ended: Promise<undefined>;
  stop(): Promise<void>;
};
