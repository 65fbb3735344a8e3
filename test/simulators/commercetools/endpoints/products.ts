import type { JsonObject } from '../../http/exchange.ts';
import { shapeData } from '../projection/product.ts';
import { products as resource } from '../resources/products.ts';
import type { Endpoint } from './endpoint.ts';
import { PRICE_PARAMETERS, readProductShape } from './product-parameters.ts';

/** Both copies of every product, published or not; commercetools: Products. */
export const products: Endpoint = {
  stored: 'products',
  fields: resource.fields,
  scopes: () => resource.scopes,
  parameters: new Set(PRICE_PARAMETERS),
  open: (project, query) => {
    const shape = readProductShape(query);
    const collection = project.collection('products');
    return {
      columns: ['masterData.published'],
      render: (record) => {
        const product = collection.read(record);
        const { current, staged, ...rest } = product.masterData as JsonObject;
        const shaped = (data: unknown) => shapeData((data ?? {}) as JsonObject, product.priceMode, shape, project);
        return { ...product, masterData: { ...rest, current: shaped(current), staged: shaped(staged) } };
      },
    };
  },
};
