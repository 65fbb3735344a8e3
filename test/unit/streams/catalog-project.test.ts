import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../../shared/domain/errors.ts';
import { checkCatalogProject } from '../../../shared/streams/catalog-project.ts';
import { streamsOf } from '../../../shared/streams/streams-of.ts';
import { testTenant } from './catalog-fixture.ts';

const project = (productCatalogModel: string) => ({
  key: 'acme-shop',
  currencies: ['EUR'],
  countries: ['DE'],
  languages: ['de-DE'],
  productCatalogModel,
});

describe('a project for catalogs', () => {
  it('is refused when it keeps variants outside of products, and a person is told what to do', () => {
    const check = () => checkCatalogProject(testTenant(), project('Modular'));
    expect(check).toThrow(ConfigurationError);
    expect(check).toThrow(
      expect.objectContaining({ code: 'commercetools.modularCatalog', remedy: expect.stringContaining('"catalogs"') }),
    );
  });

  it('is looked at by every stream of a catalog and by no other', () => {
    const refusing = streamsOf(testTenant()).filter(({ checkProject }) => {
      try {
        checkProject?.(project('Modular'));
        return false;
      } catch {
        return true;
      }
    });
    expect(refusing.map(({ name }) => name)).toEqual(['products#main', 'inventory#main', 'prices#main']);
  });

  it('is taken when it is of the Classic model', () => {
    expect(() => checkCatalogProject(testTenant(), project('Classic'))).not.toThrow();
  });

  it('may be of any model for a tenant without catalogs', () => {
    expect(() => checkCatalogProject(testTenant([]), project('Modular'))).not.toThrow();
  });
});
