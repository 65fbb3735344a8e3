/** A service of AWS on a free port of 127.0.0.1, in this process. */
export interface Emulator {
  readonly url: string;
  close(): Promise<void>;
}
