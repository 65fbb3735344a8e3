/** Imports and jobs are named by GUIDs; anything else is a malformed id, not a missing one. */
export const IMPORT_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
