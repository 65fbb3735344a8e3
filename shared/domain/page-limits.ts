/** A page is one import: long enough to be cheap, short enough to be read, sent and settled within minutes. */
export const PAGE_BYTES = 8 * 1024 * 1024;

/** commercetools advises against answers above 20 MB; half of that leaves room for one unusually fat record. */
export const FAT_ANSWER_BYTES = 10 * 1024 * 1024;

/** Fewer next time when an answer was fat, a little more when it was not. */
export function nextRequestSize(size: number, answerBytes: number, max: number): number {
  if (answerBytes > FAT_ANSWER_BYTES) return halved(size);
  return Math.min(max, Math.ceil(size * 1.25));
}

export const halved = (size: number): number => Math.max(1, Math.floor(size / 2));
