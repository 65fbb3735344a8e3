/** What was asked for cannot be done as asked. The message says what to do; a stack trace would only bury it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
