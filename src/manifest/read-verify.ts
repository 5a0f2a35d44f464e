/** Reads what a manifest says for `port verify`. */
import type { Static } from 'typebox';
import type { ExpectedDifference, Layer } from '../model/expected-difference.js';
import type { ManifestPath } from './parse-manifest.js';
import type { Problems } from './problems.js';
import type { Difference } from './verify-schema.js';

type DifferenceDocument = Static<typeof Difference>;

/** The keys that say something about one layer only. */
const LAYER_OF: Readonly<Partial<Record<keyof DifferenceDocument, Layer>>> = {
  flask: 'status',
  service: 'status',
  header: 'headers',
  path: 'body',
  table: 'database',
  adds: 'database',
};

/** `route`: the one they stand below, or undefined at the top of the manifest. */
export function readDifferences(
  problems: Problems,
  documents: readonly DifferenceDocument[],
  path: ManifestPath,
  route: string | undefined,
): ExpectedDifference[] {
  return documents.map((document, index) => {
    for (const [key, layer] of Object.entries(LAYER_OF)) {
      if (!(key in document) || document.layer === layer) continue;
      problems.atKey([...path, 'differences', index, key], {
        code: 'difference-misfit',
        message: `"${key}" says nothing about the layer "${document.layer}"`,
        help: [`it belongs to "layer: ${layer}"`],
      });
    }
    if (document.adds !== undefined && document.table === undefined) {
      problems.atKey([...path, 'differences', index, 'adds'], {
        code: 'difference-misfit',
        message: 'rows are added to a table, and none is named',
        help: ['add "table"'],
      });
    }
    const { layer, reason, request, flask, service } = document;
    return {
      route,
      layer,
      reason,
      request,
      place: document.header?.toLowerCase() ?? document.path ?? document.table,
      flask,
      service,
      adds: document.adds && ([document.adds].flat() as ExpectedDifference['adds']),
    };
  });
}
