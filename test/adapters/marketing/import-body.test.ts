import { describe, expect, it } from '@jest/globals';
import { joinBody } from '../../../shared/adapters/marketing/import-body.ts';

const bodyOf = (...jsons: string[]) => {
  const submissions = jsons.map((json, n) => ({ id: String(n), handle: String(n), json }));
  return Buffer.from(joinBody('{"grüße":1,"records":[', submissions)).toString('utf8');
};

describe('joinBody', () => {
  it.each([
    ['one element', ['{"a":1}']],
    ['several', ['{"a":1}', '{"b":"x"}', '{"c":null}']],
    ['characters of one to four bytes', ['{"a":"eü€🌍"}', '{"b":"🌍€üe"}']],
    ['none', []],
  ])('joins %s to the very bytes', (_, jsons) => {
    expect(bodyOf(...jsons)).toBe(`{"grüße":1,"records":[${jsons.join(',')}]}`);
  });
});
