/**
 * A JSON value of any type that a statement selects as it is: the column would have the type of each request's
 * value, which no prepared statement can have.
 */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { Input, ParsedQuery } from '../model/service.js';
import { parameterContexts } from '../sql/parameter-contexts.js';

export function checkUntyped(
  inputs: readonly Input[],
  { sql, parameters }: ParsedQuery,
): Diagnostic[] {
  const contexts = parameterContexts(sql.text, parameters.length);
  return parameters.flatMap((value, index) => {
    if (value.kind !== 'input' || contexts[index]!.kind !== 'result') return [];
    const input = inputs.find(({ name }) => name === value.input);
    if (input?.type !== 'any') return [];
    return [
      diagnostic({
        code: 'sql-parameter-untyped',
        message: `nothing says of what type "${value.input}" is here`,
        labels: [{ source: sql.source, ...value.at, text: '' }],
        notes: ['a column of the result takes the type of the value, and JSON may bring any'],
        help: [
          `declare it, as in \`${value.input}: { from: ${input.from}, type: int }\`, or cast it`,
        ],
      }),
    ];
  });
}
