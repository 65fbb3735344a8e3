import { MAX_TEXT_LENGTH } from '../field-value.ts';

/** An absolute http or https address in its normal, ASCII form. One that would have to be cut leads nowhere, so it is none. */
export function toWebAddress(text: string): string | undefined {
  const url = URL.parse(text);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? fitting(url) : undefined;
}

/**
 * The same for pictures, https only: browsers and mail programs show no other. Most hosts serve both, so http becomes
 * https, and so does an address that leaves the choice to the page it stands in (`//cdn.example.com/a.jpg`).
 */
export function toSecureAddress(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const trimmed = text.trim();
  const url = URL.parse(trimmed.startsWith('//') ? `https:${trimmed}` : trimmed);
  if (url?.protocol === 'http:') url.protocol = 'https:';
  return url?.protocol === 'https:' ? fitting(url) : undefined;
}

const fitting = ({ href }: URL): string | undefined => (href.length <= MAX_TEXT_LENGTH ? href : undefined);
