import { describe, expect, it } from '@jest/globals';
import { migrationStub } from '../../../scripts/generators/migrationStub.js';
import { ResourceName } from '../../../scripts/generators/ResourceName.js';

describe('the name of a resource', () => {
  it.each([
    ['Post', 'Post', 'posts'],
    ['post', 'Post', 'posts'],
    ['posts', 'Post', 'posts'],
    ['ProductCategory', 'ProductCategory', 'product_categories'],
    ['product-category', 'ProductCategory', 'product_categories'],
    ['product_category', 'ProductCategory', 'product_categories'],
    ['productCategories', 'ProductCategory', 'product_categories'],
    ['APIKey', 'ApiKey', 'api_keys'],
    ['Person', 'Person', 'people'],
    ['people', 'Person', 'people'],
    ['News', 'News', 'news'],
    ['Status', 'Status', 'statuses'],
    ['OrderStatuses', 'OrderStatus', 'order_statuses'],
    ['Address', 'Address', 'addresses'],
    ['Analysis', 'Analysis', 'analyses'],
    ['Canvas', 'Canvas', 'canvases'],
    ['Lens', 'Lens', 'lenses'],
    ['Data', 'Data', 'data'],
    ['Media', 'Media', 'media'],
    ['caches', 'Cache', 'caches'],
  ])('maps %s to the model %s and the table %s', (input, model, table) => {
    expect(ResourceName.parse(input)).toMatchObject({ model, table });
  });

  it.each([
    'post',
    'Post',
    'posts',
    'PostController',
    'post-controller',
    'post_controller',
    'PostControllerController',
  ])('does not repeat the suffix of %s', (input) => {
    expect(ResourceName.parse(input, 'Controller').fileIn('controllers', 'Controller')).toBe(
      'src/controllers/PostController.ts',
    );
  });

  it.each([
    ['shop/Product', 'src/models/shop/Product.ts'],
    ['Shop/products', 'src/models/shop/Product.ts'],
    ['shop/backOffice/stock-item', 'src/models/shop/back-office/StockItem.ts'],
  ])('places %s at %s', (input, file) => {
    expect(ResourceName.parse(input).fileIn('models')).toBe(file);
  });

  it.each([
    '',
    ' ',
    '9lives',
    'a b',
    'post.ts',
    'Pöst',
    '$',
    '../x',
    '..',
    './x',
    '/x',
    'x/',
    'shop//x',
    'a\\b',
    'x'.repeat(61),
  ])('rejects %j', (input) => {
    expect(() => ResourceName.parse(input)).toThrow(/^\S.* (is not a valid name|is longer than)/);
  });

  it.each(['class', 'Delete', 'packages', 'Date', 'model', 'Request', 'Migration', 'shop/Function'])(
    'rejects the reserved %s',
    (input) => {
      expect(() => ResourceName.parse(input)).toThrow('is a reserved word');
    },
  );

  it('rejects a suffix alone', () => {
    expect(() => ResourceName.parse('controller', 'Controller')).toThrow('is a reserved word');
  });
});

describe('the name of a migration', () => {
  it.each([
    ['create_posts_table', 'migration.create', { table: 'posts' }],
    ['create_product_category_table', 'migration.create', { table: 'product_categories' }],
    ['add_slug_to_posts', 'migration.add', { table: 'posts', column: 'slug', type: 'STRING(255)' }],
    ['add_published_at_to_post', 'migration.add', { table: 'posts', column: 'published_at', type: 'DATE(3)' }],
    ['add_reply_to_to_messages', 'migration.add', { table: 'messages', column: 'reply_to' }],
    ['remove_is_hidden_from_posts', 'migration.remove', { table: 'posts', column: 'is_hidden', type: 'BOOLEAN' }],
    ['tidy_up', 'migration', {}],
  ])('maps %s to %s', (name, stub, values) => {
    expect(migrationStub(name)).toMatchObject({ stub, values });
  });
});
