/** A predicate that does not follow the grammar or names what does not exist; the message goes to the caller. */
export class PredicateError extends Error {
  override readonly name = 'PredicateError';
}

export interface Token {
  /** `name` covers keywords; `quoted` is a back-ticked name, which is never a keyword; `end` closes the list. */
  kind: 'name' | 'quoted' | 'string' | 'number' | 'variable' | 'symbol' | 'end';
  text: string;
  /** Offset in the predicate, from 0. */
  at: number;
}

const PATTERN =
  /\s*(?:(?<string>"(?:[^"\\]|\\.)*")|(?<quoted>`[^`]+`)|(?<number>-?\d+(?:\.\d+)?(?![\w-]))|:(?<variable>[a-zA-Z0-9]+)|(?<name>[a-zA-Z_][\w-]*)|(?<symbol><=|>=|<>|!=|[=<>(),]))/y;

const ESCAPE = /\\(u[0-9a-fA-F]{4}|.)/g;
const ESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

const unquote = (quoted: string): string =>
  quoted
    .slice(1, -1)
    .replaceAll(ESCAPE, (_, mark: string) =>
      mark.length === 5 ? String.fromCharCode(Number.parseInt(mark.slice(1), 16)) : (ESCAPED[mark] ?? mark),
    );

export function readTokens(predicate: string): Token[] {
  const tokens: Token[] = [];
  const end = predicate.trimEnd().length;
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < end) {
    const at = PATTERN.lastIndex;
    const groups = PATTERN.exec(predicate)?.groups;
    if (!groups)
      throw new PredicateError(`Syntax error at position ${at + 1}: "${predicate.slice(at, at + 20).trim()}".`);
    const [kind, text] = Object.entries(groups).find(([, value]) => value !== undefined) as [Token['kind'], string];
    if (kind === 'string') tokens.push({ kind, text: unquote(text), at });
    else if (kind === 'quoted') tokens.push({ kind, text: text.slice(1, -1), at });
    else tokens.push({ kind, text, at });
  }
  return [...tokens, { kind: 'end', text: 'end of input', at: end }];
}
