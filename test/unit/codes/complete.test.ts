import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { explainCode, listCodes } from '../../../shared/codes/explain-code.ts';
import { UNFIT_VALUES } from '../../../shared/codes/flags.ts';
import { FAILURE_CODES, isDocumentedCode } from '../../../shared/domain/failure-codes.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** The registry itself says what codes mean; everything else uses them. */
const REGISTRY = /^shared\/(codes\/|domain\/(failure-codes|skip-reasons|explanation)\.ts$)/;

const sources = ['shared', 'functions']
  .flatMap((top) => readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' }).map((file) => join(top, file)))
  .filter((file) => file.endsWith('.ts') && !REGISTRY.test(file))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));

const found = (pattern: RegExp, group = 1): string[] => [
  ...new Set(sources.flatMap(({ text }) => [...text.matchAll(pattern)].map((match) => match[group] ?? ''))),
];

/** Where a code is given to an error or a failure, whatever the expression that chooses it. */
const GIVEN = /\bcode:[^,\n]*?'([a-zA-Z]+\.[a-zA-Z.]+)'(?:[^,\n]*?'([a-zA-Z]+\.[a-zA-Z.]+)')?/g;
const problems = [...new Set([...found(GIVEN, 1), ...found(GIVEN, 2)])].filter((code) => code !== '');

describe('the registry of codes', () => {
  it('explains every code that the source gives to an error', () => {
    expect(problems.length).toBeGreaterThan(50);
    expect(problems.filter((code) => explainCode(code) === undefined)).toEqual([]);
  });

  it('explains codes that are made up of a prefix and what another service says', () => {
    const prefixes = found(/\bcode: `([a-z]+)\.\$\{/g);
    expect(prefixes.sort()).toEqual(['dynamodb', 'import']);
    expect(explainCode('dynamodb.ThrottlingException')?.cause).toContain('ThrottlingException');
    expect(explainCode('import.RejectedByWatchdog')?.remedy).toBe(FAILURE_CODES.RejectedByWatchdog?.remedy);
    expect(explainCode('import.SomethingNew')?.kind).toBe('problem');
  });

  it('explains every code that a record is rejected with before Marketing sees it', () => {
    const names = found(/outcome: 'reject'[^}]*code: ([A-Z_]+)/g);
    const codes = names.map((name) => found(new RegExp(`const ${name} = '([A-Za-z]+)'`, 'g'))[0]);
    expect(codes.length).toBeGreaterThan(2);
    expect(codes.filter((code) => code === undefined || !isDocumentedCode(code))).toEqual([]);
  });

  it('explains every way in which a value can be unfit for its field, and no other', () => {
    expect(found(/new Unfit\('([A-Za-z]+)'\)/g).sort()).toEqual(Object.keys(UNFIT_VALUES).sort());
  });

  it('has an entry for nothing that the source does not know', () => {
    const text = sources.map((source) => source.text).join('\n');
    // Codes of Marketing are known from its documentation and occur nowhere else.
    const own = listCodes().filter(({ code, kind }) => kind !== 'rejection' || FAILURE_CODES[code]?.about === 'sync');
    const isUsed = (code: string, kind: string) => {
      const word = code.replaceAll('.', '\\.');
      const asKey = kind === 'skip' || kind === 'flag' ? `|[{( ]${word}(:| }| &&)|skipped\\.${word}\\b` : '';
      return new RegExp(`'${word}'${asKey}`).test(text);
    };
    const isStale = ({ code, kind }: { code: string; kind: string }) => !isUsed(code, kind) && !isNamedInDomain(code);
    expect(own.filter(isStale)).toEqual([]);
  });

  it('knows each code once and says of each what it means and what to do', () => {
    const codes = listCodes();
    expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length);
    for (const { code, cause, remedy } of codes) {
      expect([code, cause, remedy]).toEqual([
        code,
        expect.stringMatching(/^\w.{15,}\.$/s),
        expect.stringMatching(/^\w.{15,}\.$/s),
      ]);
      expect(explainCode(code)?.code).toBe(code);
    }
  });

  it('does not mind the casing of what is typed', () => {
    expect(explainCode(' INVALIDEMAIL ')?.code).toBe('InvalidEmail');
    expect(explainCode('duplicate')?.kind).toBe('skip');
    expect(explainCode('Duplicate')?.kind).toBe('rejection');
  });

  it('explains flags that name a field, and no other word', () => {
    expect(explainCode('notRecommendable.image_path')?.cause).toContain('image_path');
    expect(explainCode('DOB.notADate')?.cause).toContain('DOB');
    for (const word of ['', 'DOB.', '.notADate', 'DOB.constructor', 'toString', '__proto__', 'dynamo', 'imports']) {
      expect([word, explainCode(word)]).toEqual([word, undefined]);
    }
  });
});

/** Constants of failure-codes.ts by which the source refers to a code. */
function isNamedInDomain(code: string): boolean {
  const domain = readFileSync(join(ROOT, 'shared/domain/failure-codes.ts'), 'utf8');
  const name = new RegExp(`export const ([A-Z_]+) = '${code}'`).exec(domain)?.[1];
  return name !== undefined && sources.some(({ text }) => text.includes(name));
}
