/**
 * How a library's name is said in TypeScript, in one line of text:
 *
 *     DateTime.now(tz) -> datetime.datetime       a function, and what it gives
 *     await get(url, **options) -> requests.Response
 *     new TimeDelta(days, seconds) -> datetime.timedelta
 *     class ValueError                            a class, to be caught, inherited or tested for
 *     utcZone -> datetime.timezone                a constant
 *     .isoformat(sep) -> str                      a method of the object itself
 *     .year -> int                                its attribute
 *     weekdayName(self) -> str                    a function that takes the object first
 *     DateTime.now(tz) -> datetime.datetime | None
 *     python/strings.js#strip(self, chars) -> str     of another module than the library's
 *
 * The first name of what is called is imported from the library's module. Parameters carry Python's names and are
 * passed in this order, with `undefined` for those that are left out. `*values` at the end becomes rest arguments, and
 * one array before others; `**options` becomes a Dict.
 */
export interface Signature {
  readonly kind: 'call' | 'constant' | 'class';
  readonly isAsync: boolean;
  readonly isNew: boolean;
  /** Of the object itself. */
  readonly isMember: boolean;
  readonly target: string;
  /** The module that exports it, where that is not the library's own. */
  readonly from: string | undefined;
  readonly parameters: readonly SignatureParameter[];
  /** As written: `str | None`; `value` without an arrow. */
  readonly returns: string;
}

export interface SignatureParameter {
  readonly name: string;
  readonly passing: 'standard' | 'rest' | 'keyword-rest';
}

const FORM =
  /^(?<word>class |await |new )?(?:(?<from>[\w./-]+)#)?(?<dot>\.)?(?<target>[A-Za-z_$][\w$.]*)(?:\((?<parameters>[^)]*)\))?(?:\s*->\s*(?<returns>.+))?$/;

/** @throws Error for text of another form. */
export function parseSignature(text: string): Signature {
  const groups = FORM.exec(text)?.groups;
  if (!groups) throw new Error(`no signature: ${text}`);
  const { word, from, dot, target, parameters, returns = 'value' } = groups;
  return {
    kind: word === 'class ' ? 'class' : parameters === undefined ? 'constant' : 'call',
    isAsync: word === 'await ',
    isNew: word === 'new ',
    isMember: dot !== undefined,
    target: target!,
    from,
    parameters: (parameters ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map(parameter),
    returns: returns.trim(),
  };
}

function parameter(text: string): SignatureParameter {
  if (text.startsWith('**')) return { name: text.slice(2), passing: 'keyword-rest' };
  if (text.startsWith('*')) return { name: text.slice(1), passing: 'rest' };
  return { name: text, passing: 'standard' };
}
