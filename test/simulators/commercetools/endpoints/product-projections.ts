import type { JsonObject } from '../../http/exchange.ts';
import type { FieldSet } from '../predicate/fields.ts';
import { projectProduct, shapeData } from '../projection/product.ts';
import { readFlag } from '../query-parameters.ts';
import { PRODUCT_DATA, PRODUCT_HEAD } from '../resources/products.ts';
import type { Project } from '../store/project.ts';
import type { Endpoint } from './endpoint.ts';
import { readProductShape, SHAPE_PARAMETERS } from './product-parameters.ts';

const FIELDS: FieldSet = { ...PRODUCT_HEAD, ...PRODUCT_DATA, published: 'boolean', hasStagedChanges: 'boolean' };

const withoutVariants = ({ masterVariant: _, ...rest }: JsonObject): JsonObject => ({ ...rest, variants: [] });

const isModular = (project: Project): boolean => project.settings.productCatalogModel === 'Modular';

/**
 * One copy per product: the current data of published ones, or with `staged=true` the staged data of all; commercetools:
 * Product projections. In a project of the Modular catalog model there are no variants here.
 */
export const productProjections: Endpoint = {
  stored: 'products',
  fields: FIELDS,
  scopes: (query) =>
    readFlag(query, 'staged', false) ? ['view_products'] : ['view_products', 'view_published_products'],
  parameters: new Set([...SHAPE_PARAMETERS, 'staged']),
  open: (project, query) => {
    const isStaged = readFlag(query, 'staged', false);
    const shape = readProductShape(query);
    const collection = project.collection('products');
    return {
      columns: isStaged ? ['published'] : ['published', 'masterVariant.sku', 'variants.sku'],
      isServed: (record) => isStaged || record.columns.published === true,
      subject: (record) => projectProduct(collection.read(record), isStaged),
      render: (record) => {
        const projection = projectProduct(collection.read(record), isStaged);
        const shaped = shapeData(projection, projection.priceMode, shape, project);
        return isModular(project) ? withoutVariants(shaped) : shaped;
      },
    };
  },
};
