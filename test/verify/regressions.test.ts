/** The tests that `port verify --emit-tests` writes: they pass on a service that is right, and fail on one that is not. */
import { expect, test } from 'vitest';
import { formatFile } from '../../src/emit/format-file.js';
import { printRegressionTests } from '../../src/emit/print-regression-tests.js';
import { transpile } from '../../src/emit/transpile.js';
import { packagesFolder } from '../../src/pipeline/package-root.js';
import { readServiceFolder } from '../../src/pipeline/read-service-folder.js';
import { runToEnd } from '../../src/processes/run-to-end.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { makeTemporaryFolder } from '../../src/workspace/temporary-folder.js';
import { fixture, useDatabases } from '../support/database.js';
import { fixtureRecording, verifyFixture } from '../support/verify.js';

const databases = useDatabases([
  fixture('films-reviews/schema.sql'),
  fixture('films-reviews/seed.sql'),
]);

/** Another film than the one asked for, and every review twice. */
const MISTAKES: readonly (readonly [file: string, from: string, to: string])[] = [
  ['routes/films/queries.ts', 'WHERE film_id = $1', 'WHERE film_id = 1 + $1'],
  ['routes/reviews/queries.ts', 'VALUES ($1, $2)', 'VALUES ($1, $2), ($1, $2)'],
];

test('what differs becomes tests that hold the service to the original', async () => {
  const wrong = await mistaken();
  const { regressions } = await verifyFixture(databases, 'films-reviews', {
    reference: { kind: 'recording', recording: await fixtureRecording('films-reviews') },
    candidate: { kind: 'service', sources: wrong, packages: undefined },
  });
  const emitted = await formatFile('verify.test.ts', printRegressionTests(regressions));
  expect(emitted.match(/^ {2}test\(/gm)!.length).toBeGreaterThanOrEqual(3);
  const right = await readServiceFolder(fixture('films-reviews/service'));
  const sources = right.kind === 'service' ? right.sources : new Map<string, string>();
  expect(await run(sources, emitted)).toBe(0);
  expect(await run(wrong, emitted)).toBe(1);
}, 300_000);

async function mistaken(): Promise<ReadonlyMap<string, string>> {
  const source = await readServiceFolder(fixture('films-reviews/service'));
  const sources = new Map(source.kind === 'service' ? source.sources : []);
  for (const [file, from, to] of MISTAKES) {
    expect(sources.get(file)).toContain(from);
    sources.set(
      file,
      sources.get(file)!.replace(from, () => to),
    );
  }
  return sources;
}

/** The exit code of these tests on these sources. */
async function run(sources: ReadonlyMap<string, string>, emitted: string): Promise<number | null> {
  const tree = await readTree(fixture('films-reviews/service'));
  const own = [...tree].filter(([path]) => /^test\/[\w-]+\.ts$/.test(path));
  const files = transpile(
    new Map([
      ...[...sources].map(([path, text]): [string, string] => [`src/${path}`, text]),
      ...own,
      ['test/verify.test.ts', emitted],
    ]),
  );
  for (const [path, text] of tree) if (path.startsWith('db/')) files.set(path, text);
  files.set('package.json', '{ "type": "module" }');
  const folder = await makeTemporaryFolder(
    databases.resources,
    'regressions',
    files,
    packagesFolder(),
  );
  const { code } = await runToEnd(databases.resources, {
    name: 'the emitted tests',
    command: process.execPath,
    args: ['--test', 'test/verify.test.js'],
    cwd: folder,
    env: { PATH: process.env['PATH'], TEST_DATABASE_URL: (await databases.create('emitted')).url },
    timeoutMs: 120_000,
  });
  return code;
}
