/** All that a query needs, whichever of its variants is sent: its parameters, and what chooses between them. */
import type { AnyQuery, ValueReference } from './service.js';

export function queryReferences({ parameters, dynamic }: AnyQuery): ValueReference[] {
  if (!dynamic) return [...parameters];
  return [
    ...dynamic.parts.map(({ input, at }): ValueReference => ({ kind: 'input', input, at })),
    ...dynamic.variants.flatMap(({ query }) => query.parameters),
  ];
}
