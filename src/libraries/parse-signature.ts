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
 * one array before others; `**options` becomes a Dict. Those in braces, `{by_alias, indent}`, are members of one object,
 * by their names in camel case. What is marked, as in `async configure`, may be a function that waits.
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
  readonly passing: 'standard' | 'rest' | 'keyword-rest' | 'option';
  /** Whether it may be a function that waits. */
  readonly mayWait: boolean;
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
    parameters: parseParameters(parameters ?? ''),
    returns: returns.trim(),
  };
}

function parseParameters(text: string): SignatureParameter[] {
  let isOption = false;
  return text.split(',').flatMap((part) => {
    const [, open, star = '', word, name, close] =
      /^\s*(\{)?\s*(\*{0,2})(async )?(\w*)\s*(\})?\s*$/.exec(part) ?? [];
    if (open !== undefined) isOption = true;
    const passing = isOption ? 'option' : PASSING[star]!;
    if (close !== undefined) isOption = false;
    return name === undefined || name === ''
      ? []
      : [{ name, passing, mayWait: word !== undefined }];
  });
}

const PASSING: Readonly<Record<string, SignatureParameter['passing']>> = {
  '': 'standard',
  '*': 'rest',
  '**': 'keyword-rest',
};
