/** The package brings no types of its own; this is the part of its documented interface that is used here. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  export interface DynaliteOptions {
    /** Directory of the LevelDB store; without it everything is in memory. */
    path?: string;
    /** How long a new table stays in CREATING, milliseconds. */
    createTableMs?: number;
  }

  /** An HTTP server that is not listening yet. */
  export default function dynalite(options?: DynaliteOptions): Server;
}
