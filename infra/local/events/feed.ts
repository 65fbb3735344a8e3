/** Something that brings events to a function until it is stopped. */
export interface Feed {
  /** Takes no more events in and resolves when those on their way are done with. */
  stop(): Promise<void>;
}
