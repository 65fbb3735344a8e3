import type { Block, Inline } from '../model.ts';

const BLOCKS: readonly (readonly [RegExp, Block['kind']])[] = [
  [/^# /, 'h1'],
  [/^## /, 'h2'],
  [/^### /, 'h3'],
  [/^[-*] /, 'item'],
];

const INLINE = /\*\*(?<bold>[^*]+)\*\*|`(?<code>[^`]+)`|\[(?<text>[^\]]+)\]\((?<href>[^)\s]+)\)/g;

/**
 * The markdown of text widgets as parts that the page builds elements from. What it does not know stays text: no part of it
 * is ever read as HTML.
 */
export function parseMarkdown(markdown: string): Block[] {
  return markdown
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [pattern, kind] = BLOCKS.find(([start]) => start.test(line)) ?? [/^/, 'paragraph' as const];
      return { kind, parts: parseInline(line.replace(pattern, '')) };
    });
}

function parseInline(line: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of line.matchAll(INLINE)) {
    if (match.index > end) parts.push({ kind: 'text', text: line.slice(end, match.index) });
    end = match.index + match[0].length;
    const { bold, code, text = '', href = '' } = match.groups ?? {};
    if (bold !== undefined) parts.push({ kind: 'bold', text: bold });
    else if (code !== undefined) parts.push({ kind: 'code', text: code });
    else parts.push(isWeb(href) ? { kind: 'link', text, href } : { kind: 'text', text });
  }
  if (end < line.length) parts.push({ kind: 'text', text: line.slice(end) });
  return parts;
}

const isWeb = (href: string): boolean => /^https?:\/\//.test(href);
