/** A whole app with pages, ported, beside the original: a visitor with a session goes through both. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { findPython } from '../../src/pipeline/find-python.js';
import { scan } from '../../src/pipeline/scan.js';
import { startServer } from '../../src/pipeline/start-server.js';
import type { FileTree } from '../../src/emit/emit-service.js';
import { fixture, useDatabases } from '../support/database.js';
import { skipWithoutFlask } from '../support/flask.js';
import { generateService, startGenerated } from '../support/generated-service.js';

const databases = useDatabases([fixture('templates/schema.sql')]);

let files: FileTree;
beforeAll(async () => {
  const { result, manifest } = await scan({
    app: 'app',
    cwd: fixture('templates'),
    manifest: 'port.yaml',
    schema: ['schema.sql'],
  });
  const left = result.routes.find(({ status }) => status !== 'ported');
  if (left) throw new Error(`${left.rule}: ${left.reason ?? 'is not ported'}`);
  files = await generateService(databases, manifest, fixture('templates'));
}, 180_000);

/** In one browser, which keeps its cookies. */
const VISIT: readonly (readonly [method: string, path: string, form?: string])[] = [
  ['GET', '/'],
  ['GET', '/'],
  ['GET', '/login?next=/a%26b'],
  ['POST', '/login', 'name=Zo%C3%AB+%3Cb%3E'],
  ['GET', '/'],
  ['GET', '/products'],
  ['GET', '/products?page=2'],
  ['GET', '/products?page=9'],
  ['GET', '/products/1'],
  ['GET', '/products/2'],
  ['GET', '/products/77'],
  ['GET', '/products/new'],
  ['POST', '/products/new', 'name=+&price=%22x%22'],
  ['POST', '/products/new', 'name=Oolong+%3C%26%3E&price=3.20'],
  ['GET', '/products/4'],
  ['GET', '/products/4'],
  ['GET', '/badge/Ann%20%3Cb%3E%20Lee'],
  ['GET', '/plain'],
  ['GET', '/page/login'],
  ['GET', '/page/nothing'],
  ['GET', '/page/..%2Fapp'],
  ['GET', '/broken'],
  ['GET', '/admin/'],
  ['GET', '/logout'],
  ['GET', '/'],
  ['GET', '/nowhere'],
  ['POST', '/plain'],
];

interface Page {
  readonly request: string;
  readonly status: number;
  readonly type: string | null;
  readonly location: string | null;
  readonly vary: string | null;
  readonly body: string;
}

async function visit(origin: string): Promise<Page[]> {
  const pages: Page[] = [];
  let cookie = '';
  for (const [method, path, form] of VISIT) {
    // oxlint-disable-next-line no-await-in-loop -- each page may depend on the one before
    const response = await fetch(`${origin}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { body: form }),
    });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) cookie = set.slice(0, set.indexOf(';'));
    pages.push({
      request: `${method} ${path}`,
      status: response.status,
      type: response.headers.get('content-type'),
      location: response.headers.get('location'),
      vary: response.headers.get('vary'),
      // oxlint-disable-next-line no-await-in-loop -- as above
      body: await response.text(),
    });
  }
  return pages;
}

test('every page of a visit is the same', { timeout: 120_000 }, async (context) => {
  const { resources } = databases;
  const python = await findPython(resources, process.env, ['flask', 'psycopg2']);
  if (python.kind === 'missing') return skipWithoutFlask(context, python.reason);
  const flask = await startServer(resources, {
    name: 'flask',
    command: `'${python.command}' -B -m flask --app app run --host {host} --port {port}`,
    cwd: fixture('templates/app'),
    databaseUrl: (await databases.create('flask')).url,
    env: process.env,
    timeoutSeconds: 30,
  });
  const service = await startGenerated(databases, files, (await databases.create('service')).url);
  const [wanted, found] = await Promise.all([visit(flask.origin), visit(service.origin)]);
  expect(found).toEqual(wanted);
  expect(wanted.filter(({ status }) => status === 200).length).toBeGreaterThan(15);
  await Promise.all([flask.stop(), service.stop()]);
});

describe('the templates', () => {
  test('are copied byte for byte, and only those that views lead to', () => {
    const names = [...files.keys()].filter((path) => path.startsWith('templates/'));
    expect(names).toContain('templates/shop/list.html');
    expect(names).toContain('templates/admin/home.html');
    expect(files.get('templates/footer.html')).toBe(
      '\n<small>{{ config.SHOP_NAME }} {{ g.nothing }}</small>\n',
    );
  });

  test('are rendered by the same files that port reads them with', () => {
    expect([...files.keys()]).toContain(join('src', 'jinja', 'parse-template.ts'));
  });
});
