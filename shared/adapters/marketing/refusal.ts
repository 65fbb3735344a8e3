/** An answer that is not success, reduced to what may be looked at and passed on. */
export interface Refusal {
  status: number;
  /** `contacts:badRequest` (v3) or `ERROR_DATAFIELD_INVALID` (v2); absent when the body holds none. */
  code: string | undefined;
  /**
   * What the answer says is at fault, such as `contacts[3].identifiers` or an email address. For comparing only: it may
   * be personal data, so it never goes into an error or a log line.
   */
  items: readonly string[];
}

const V3_CODE = /^[A-Za-z][\w:.-]{0,79}$/;
const V2_CODE = /\bERROR_[A-Z0-9_]{1,79}/g;

/**
 * Reads either generation's envelope: v3 `{ errorCode, description, details }`, v2 `{ message }` whose text carries the
 * code. An empty body, HTML or anything else still makes a refusal, which then is told by its status alone.
 * Descriptions and messages are never kept: they quote the values they complain about.
 */
export function readRefusal(status: number, text: string): Refusal {
  const envelope = parseObject(text);
  const { errorCode, message, details } = envelope;
  if (typeof errorCode === 'string' && V3_CODE.test(errorCode)) {
    return { status, code: errorCode, items: readItems(details) };
  }
  const code = typeof message === 'string' ? message.match(V2_CODE)?.at(-1) : undefined;
  return { status, code, items: readItems(details) };
}

export const hasCode = (refusal: Refusal, ...codes: readonly string[]): boolean =>
  refusal.code !== undefined && codes.some((code) => code.toLowerCase() === refusal.code?.toLowerCase());

/** How a refusal is named in errors: status and code, nothing else of it. */
export const nameRefusal = ({ status, code }: Refusal): string => (code ? `HTTP ${status}, ${code}` : `HTTP ${status}`);

function parseObject(text: string): Record<string, unknown> {
  if (!text.trimStart().startsWith('{')) return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // A proxy's error page or a body cut short: the status has to do.
    return {};
  }
}

function readItems(details: unknown): string[] {
  if (!Array.isArray(details)) return [];
  return details.flatMap((detail: unknown) =>
    typeof detail === 'object' && detail !== null && 'item' in detail && typeof detail.item === 'string'
      ? [detail.item]
      : [],
  );
}
