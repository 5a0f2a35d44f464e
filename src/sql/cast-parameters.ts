/** A statement with casts behind its parameters, and the way back from a place in it to the statement without. */
import { positionalParameters } from './positional-parameters.js';

export interface CastStatement {
  readonly text: string;
  /** From an offset of `text` to one of the statement without the casts. */
  readonly toUncast: (offset: number) => number;
}

/** `casts[n - 1]` goes behind `$n`: `::bigint`, or nothing. A cast that is there already is not written twice. */
export function castParameters(sql: string, casts: readonly (string | undefined)[]): CastStatement {
  const inserted: { readonly at: number; readonly length: number }[] = [];
  let text = '';
  let position = 0;
  for (const { number, end } of positionalParameters(sql)) {
    const cast = casts[number - 1] ?? '';
    if (cast === '' || sql.startsWith(cast, end)) continue;
    text += sql.slice(position, end) + cast;
    position = end;
    inserted.push({ at: end, length: cast.length });
  }
  return {
    text: text + sql.slice(position),
    toUncast: (offset) => {
      let uncast = offset;
      for (const { at, length } of inserted) {
        if (uncast <= at) break;
        uncast = Math.max(at, uncast - length);
      }
      return uncast;
    },
  };
}
