/**
 * Statements put together of pieces. What stands in a template is SQL that somebody wrote; what is put into it is a
 * parameter, or another piece. There is no way for a value to become SQL.
 */

/** A piece of SQL, or a whole statement: pg takes it as it is. */
export class Sql {
  /** The SQL around the values: one more than there are values. */
  readonly texts: readonly string[];
  readonly values: unknown[];

  constructor(texts: readonly string[], values: readonly unknown[]) {
    const [first = '', ...others] = texts;
    const flatTexts = [first];
    const flatValues: unknown[] = [];
    const append = (text: string) => flatTexts.push(`${flatTexts.pop() ?? ''}${text}`);
    for (const [index, value] of values.entries()) {
      if (value instanceof Sql) {
        const [start = '', ...rest] = value.texts;
        append(start);
        flatTexts.push(...rest);
        flatValues.push(...value.values);
        append(others[index] ?? '');
      } else {
        flatValues.push(value);
        flatTexts.push(others[index] ?? '');
      }
    }
    this.texts = flatTexts;
    this.values = flatValues;
  }

  /** With `$1`, `$2`, … for the values. */
  get text(): string {
    return this.texts.reduce((text, next, index) => `${text}$${index}${next}`);
  }
}

export function sql(texts: TemplateStringsArray, ...values: readonly unknown[]): Sql {
  return new Sql(texts, values);
}

/** The piece for a value that a request brings; `otherwise` for one that is not among the choices. */
export function choose(
  value: unknown,
  choices: Readonly<Record<string, Sql>>,
  otherwise: Sql,
): Sql {
  const key = String(value);
  return Object.hasOwn(choices, key) ? choices[key]! : otherwise;
}
