import { UnsupportedError } from '../metrics/statistic.ts';
import type { Column, Command, Condition, InsightsQuery } from './insights-query.ts';
import { type Token, tokenize } from './insights-tokens.ts';

const AGGREGATES: readonly string[] = ['count', 'sum', 'avg', 'min', 'max', 'latest', 'earliest'];
const COMPARISONS: readonly string[] = ['=', '!=', '>', '<', '>=', '<='];

/**
 * Reads a query (CloudWatch Logs: Logs Insights query syntax): filter, stats, sort, display, fields and limit.
 * @throws UnsupportedError for what it does not know
 */
export function parseInsights(query: string): InsightsQuery {
  const reader = new Reader(tokenize(query), query);
  const logGroups: string[] = [];
  const commands: Command[] = [];
  do {
    if (reader.accept('SOURCE')) logGroups.push(reader.next('text').text);
    else commands.push(reader.command());
  } while (reader.accept('|'));
  reader.expectEnd();
  return { logGroups, commands };
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #query: string;
  #at = 0;

  constructor(tokens: readonly Token[], query: string) {
    this.#tokens = tokens;
    this.#query = query;
  }

  accept(text: string): boolean {
    const token = this.#tokens[this.#at];
    const isThere = token?.kind !== 'text' && token?.text.toLowerCase() === text.toLowerCase();
    if (isThere) this.#at += 1;
    return isThere;
  }

  next(...kinds: Token['kind'][]): Token {
    const token = this.#tokens[this.#at];
    if (!token || !kinds.includes(token.kind)) return this.#fail();
    this.#at += 1;
    return token;
  }

  expectEnd(): void {
    if (this.#at < this.#tokens.length) this.#fail();
  }

  command(): Command {
    if (this.accept('filter')) return { kind: 'filter', condition: this.#condition() };
    if (this.accept('stats')) return this.#stats();
    if (this.accept('display') || this.accept('fields')) return { kind: 'display', fields: this.#names() };
    if (this.accept('sort')) return this.#sort();
    if (this.accept('limit')) return { kind: 'limit', count: Number(this.next('number').text) };
    return this.#fail();
  }

  #sort(): Command {
    const field = this.next('name').text;
    const isDescending = !this.accept('asc');
    if (isDescending) this.accept('desc');
    return { kind: 'sort', field, isDescending };
  }

  #stats(): Command {
    const columns = [this.#column()];
    while (this.accept(',')) columns.push(this.#column());
    return { kind: 'stats', columns, by: this.accept('by') ? this.#names() : [] };
  }

  #column(): Column {
    const aggregate = this.next('name').text.toLowerCase();
    if (!AGGREGATES.includes(aggregate)) this.#fail();
    this.#need('(');
    const field = this.accept('*') ? '*' : this.next('name').text;
    this.#need(')');
    const dividedBy = this.accept('/') ? Number(this.next('number').text) : 1;
    const name = this.accept('as') ? this.next('name').text : `${aggregate}(${field})`;
    return { name, aggregate: aggregate as Column['aggregate'], field, dividedBy };
  }

  #names(): string[] {
    const names = [this.next('name').text];
    while (this.accept(',')) names.push(this.next('name').text);
    return names;
  }

  #condition(): Condition {
    const parts = [this.#conjunction()];
    while (this.accept('or')) parts.push(this.#conjunction());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts };
  }

  #conjunction(): Condition {
    const parts = [this.#test()];
    while (this.accept('and')) parts.push(this.#test());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts };
  }

  #test(): Condition {
    if (this.accept('(')) {
      const inner = this.#condition();
      this.#need(')');
      return inner;
    }
    const field = this.next('name').text;
    if (this.accept('like')) {
      const pattern = this.next('pattern').text;
      return { kind: 'like', field, pattern: new RegExp(pattern) };
    }
    if (this.accept('in')) {
      this.#need('[');
      const values = [this.#value()];
      while (this.accept(',')) values.push(this.#value());
      this.#need(']');
      return { kind: 'in', field, values };
    }
    const sign = this.next('sign').text;
    if (!COMPARISONS.includes(sign)) this.#fail();
    return { kind: 'compare', field, sign, value: this.#value() };
  }

  #value(): string | number {
    const { kind, text } = this.next('text', 'number');
    return kind === 'number' ? Number(text) : text;
  }

  #need(text: string): void {
    if (!this.accept(text)) this.#fail();
  }

  #fail(): never {
    const token = this.#tokens[this.#at]?.text ?? 'its end';
    throw new UnsupportedError(`The local page cannot read "${token}" in the query: ${this.#query}`);
  }
}
