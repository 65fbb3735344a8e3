import { describe, expect, it } from '@jest/globals';
import { tinyDescription } from '../tiny-api.ts';
import { OperationIndex } from './operation-index.ts';

const index = new OperationIndex([tinyDescription()]);
const find = (method: string, path: string) => {
  const match = index.find('commercetools', method, path);
  return match && [match.operation.name, match.pathParameters];
};

describe('the operation of a request', () => {
  it('is found by method and path, whose parameters are decoded', () => {
    expect(find('GET', '/shop/books/a%2Fb%20c')).toEqual(['GET /{shop}/books/{id}', { shop: 'shop', id: 'a/b c' }]);
  });

  it('is the more concrete one of two', () => {
    expect(find('GET', '/shop/books/newest')).toEqual(['GET /{shop}/books/newest', { shop: 'shop' }]);
  });

  it('is none for another method, another length, or the other API', () => {
    expect(find('DELETE', '/shop/books')).toBeUndefined();
    expect(find('GET', '/shop')).toBeUndefined();
    expect(index.find('marketing', 'GET', '/shop/books')).toBeUndefined();
  });

  it('has the parameters of its path beside its own', () => {
    const operation = index.find('commercetools', 'GET', '/shop/books')?.operation;
    expect(operation?.parameters.map(({ name }) => name)).toEqual([
      'shop',
      'limit',
      'sort',
      'fields',
      '/^var[.][a-z]+$/',
    ]);
  });
});
