/**
 * Mistakes that a port makes, one at a time, put into the generated services. Each is a text of one generated
 * file and what stands there instead; a test holds that the text is there, and that `port verify` notices.
 */
import type { Fixture } from '../support/verify.js';

export interface Mutant {
  readonly service: Fixture;
  /** Below `src/`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const films = (file: string, from: string, to: string): Mutant => ({
  service: 'films-reviews',
  file,
  from,
  to,
});

const store = (file: string, from: string, to: string): Mutant => ({
  service: 'store',
  file,
  from,
  to,
});

const FILMS = 'routes/films/index.ts';
const FILM_QUERIES = 'routes/films/queries.ts';
const REVIEW_QUERIES = 'routes/reviews/queries.ts';
const PRODUCTS = 'routes/catalog/products/index.ts';
const PRODUCT_QUERIES = 'routes/catalog/products/queries.ts';
const PURCHASES = 'routes/purchases/index.ts';
const PURCHASE_QUERIES = 'routes/purchases/queries.ts';
const STOCK_QUERIES = 'routes/stock/queries.ts';
const CUSTOMER_QUERIES = 'routes/customers/queries.ts';

/** Before everything else: what every answer goes through. */
const onSend = (change: string): [string, string, string] => [
  'app.ts',
  'await app.register(flask,',
  `app.addHook('onSend', async (request, reply, payload) => { ${change} return payload; });\n  await app.register(flask,`,
];

export const MUTANTS: Readonly<Record<string, Mutant>> = {
  'another status for what is not there': films(FILMS, 'HttpError(404)', 'HttpError(410)'),
  'another default': films('routes/films/schema.ts', 'default: 2000', 'default: 2006'),
  'a comparison that includes the bound': films(
    FILM_QUERIES,
    'release_year > ',
    'release_year >= ',
  ),
  'a list in another order of keys': films('flask/json-columns.ts', 'sortRows(members)', 'members'),
  'a row next to the one asked for': films(
    FILM_QUERIES,
    'WHERE film_id = $1',
    'WHERE film_id = 1 + $1',
  ),
  'a dropped key': films('routes/films/schema.ts', 'film_id: Type.Integer(),\n', ''),
  'a null where there is a value': films(
    FILM_QUERIES,
    'SELECT film_id, release_year, title\n        FROM film\n       WHERE film_id',
    'SELECT film_id, NULL::int AS release_year, title\n        FROM film\n       WHERE film_id',
  ),
  'columns that are swapped in an insert': films(
    REVIEW_QUERIES,
    '(film_id, rating)',
    '(rating, film_id)',
  ),
  'a row that is written twice': films(
    REVIEW_QUERIES,
    'VALUES ($1, $2)',
    'VALUES ($1, $2), ($1, $2)',
  ),
  'a row that is not written': films(
    REVIEW_QUERIES,
    'INSERT INTO review (film_id, rating) VALUES ($1, $2)',
    'INSERT INTO review (film_id, rating) SELECT $1::int, $2::int WHERE false',
  ),
  'another value than the one that was sent': films(
    'routes/reviews/index.ts',
    'return { film_id: request.body.film_id, rating: request.body.rating',
    'return { film_id: request.body.film_id, rating: 4',
  ),
  'another content type': films(
    ...onSend(
      "if (String(reply.getHeader('content-type')).startsWith('application/json')) void reply.type('text/json');",
    ),
  ),
  'no line break at the end': films(
    ...onSend("if (typeof payload === 'string') return payload.trimEnd();"),
  ),
  'no Allow header': films(...onSend("void reply.removeHeader('allow');")),
  'one method less in Allow': films(
    ...onSend(
      "const allow = reply.getHeader('allow'); if (typeof allow === 'string') void reply.header('allow', allow.replace(/, OPTIONS/, ''));",
    ),
  ),
  'another redirect': films(...onSend('if (reply.statusCode === 308) void reply.code(301);')),
  'a relative redirect': films(
    ...onSend(
      "const to = reply.getHeader('location'); if (typeof to === 'string') void reply.header('location', new URL(to).pathname);",
    ),
  ),
  'another error page': films(
    ...onSend(
      "if (reply.statusCode === 404 && typeof payload === 'string') return payload.replace('Not Found', 'Nothing here');",
    ),
  ),
  'an error that looks like success': films(
    ...onSend('if (reply.statusCode === 500) void reply.code(200);'),
  ),
  'a cookie nobody asked for': films(
    ...onSend("void reply.header('set-cookie', 'seen=1; Path=/');"),
  ),
  '1 for 1.0': store('routes/schema.ts', 'weight: Type.Number(),\n', 'weight: Type.Integer(),\n'),
  'a number that was text': store(
    PRODUCTS,
    "'price in €': product.price",
    "'price in €': Number(product.price) as never",
  ),
  'an integer beyond 2^53, rounded': store(
    PURCHASES,
    'id: purchase.purchase_id,',
    'id: Number(purchase.purchase_id),',
  ),
  'a date without its time': store(
    'routes/catalog/products/schema.ts',
    'added: HttpDate(),',
    'added: Type.String(),',
  ),
  'text that is not escaped': store(
    ...onSend("if (typeof payload === 'string') return payload.replaceAll('\\\\u00fc', 'ü');"),
  ),
  'a page that begins one later': store('routes/queries.ts', 'OFFSET (', 'OFFSET 1 + ('),
  'one row too many': store(CUSTOMER_QUERIES, 'LIMIT $1', 'LIMIT $1 + 1'),
  'another order': store('routes/catalog/queries.ts', 'ORDER BY path', 'ORDER BY path DESC'),
  'an inner join for an outer one': store(
    PURCHASE_QUERIES,
    'LEFT JOIN coupon ON',
    'JOIN coupon ON',
  ),
  'a condition that is forgotten': store(PURCHASE_QUERIES, " AND status = 'placed'", ''),
  'a transaction that is not committed': store(
    'plugins/transaction.ts',
    "{ end: 'COMMIT', isolation }",
    "{ end: 'ROLLBACK', isolation }",
  ),
  'a transaction that is committed all the same': store(
    'plugins/transaction.ts',
    "{ end: 'ROLLBACK', isolation }",
    "{ end: 'COMMIT', isolation }",
  ),
  'a statement outside its transaction': store(
    'routes/stock/index.ts',
    'await addToTarget(connection,',
    'await addToTarget(app.db,',
  ),
  'a statement that is left out': store(
    PURCHASES,
    'await countCouponUse(connection, { coupon: request.body.coupon });',
    '',
  ),
  'a statement that is run twice': store(
    PURCHASES,
    'await logShipment(app.db);',
    'await logShipment(app.db);\n    await logShipment(app.db);',
  ),
  'a default that the table would not have': store(
    PRODUCT_QUERIES,
    'toColumn(language,',
    "toColumn(language ?? 'en',",
  ),
  'an update of every row': store(
    CUSTOMER_QUERIES,
    ' WHERE customer_id = $2\n      RETURNING',
    ' WHERE $2::uuid IS NOT NULL\n      RETURNING',
  ),
  'less instead of more': store(
    STOCK_QUERIES,
    'quantity = quantity + $1',
    'quantity = quantity - $1',
  ),
  'a column that is not updated': store(STOCK_QUERIES, ', counted_at = excluded.counted_at', ''),
  'an upsert that keeps the old': store(
    'routes/coupons/queries.ts',
    'percent = excluded.percent',
    'percent = coupon.percent',
  ),
  'a conflict that is an error': store(
    PRODUCT_QUERIES,
    'ON CONFLICT (category_id, name) DO NOTHING',
    '',
  ),
  'a deletion that deletes nothing': store(
    PRODUCT_QUERIES,
    'DELETE FROM product WHERE product_id = $1',
    'DELETE FROM product WHERE product_id = -$1',
  ),
  'a deletion that includes the bound': store(
    'routes/audit/queries.ts',
    'happened_at < $1',
    'happened_at <= $1',
  ),
  'a status of creation that is forgotten': store(PURCHASES, 'void reply.code(201);', ''),
  'another status without content': store(PURCHASES, 'reply.code(204)', 'reply.code(200)'),
  'an error handler that is forgotten': store(
    PRODUCTS,
    'app.setErrorHandler(errorHandler({ 409: (error) => ({ conflict: error.description }) }));',
    '',
  ),
  'a status that an error handler forgets': store('app.ts', 'void reply.code(503);', ''),
  'a header that is not needed': store(
    'routes/purchases/schema.ts',
    "'x-till': Type.String({ missing: 401 })",
    "'x-till': Type.String({ missing: 401, default: '4' })",
  ),
  'an origin that is not allowed any more': store(
    'app.ts',
    "origins: ['https://shop.example.org', 'https://till.example.org']",
    "origins: ['https://till.example.org']",
  ),
  'a failed conversion that is an error': store(
    'routes/purchases/schema.ts',
    'quantity: Int({ default: 1, invalid: 400 })',
    'quantity: Int({ default: 1 })',
  ),
  'a key that comes from the wrong column': store(
    PURCHASES,
    'price: [row.unit_price, row.quantity, row.total]',
    'price: [row.total, row.quantity, row.unit_price]',
  ),
  'a count that counts something else': store(
    'routes/index.ts',
    'shown: products.length',
    'shown: countMatchesValue as never',
  ),
};
