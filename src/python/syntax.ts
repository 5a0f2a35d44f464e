/**
 * The syntax of Python 3, as readonly values: what `parse-module.ts` makes of a file, and all that later stages
 * know of it. Statements and expressions follow Python's own `ast` (so its documentation explains them), with
 * three differences: `elif` branches stay a list, parentheses leave no trace, and what does not parse is an
 * `invalid` statement or expression in its place. Offsets are UTF-16 units of the file's text.
 */

/** `[start, end)` of the file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

// Expressions

export type Expression =
  | NameExpression
  | NumberExpression
  | StringExpression
  | BytesExpression
  | FormattedStringExpression
  | ConstantExpression
  | SequenceExpression
  | DictExpression
  | UnaryExpression
  | BinaryExpression
  | BooleanExpression
  | CompareExpression
  | ConditionalExpression
  | LambdaExpression
  | CallExpression
  | AttributeExpression
  | SubscriptExpression
  | SliceExpression
  | ComprehensionExpression
  | StarredExpression
  | NamedExpression
  | AwaitExpression
  | YieldExpression
  | InvalidExpression;

export interface NameExpression extends Span {
  readonly kind: 'name';
  readonly name: string;
}

export interface NumberExpression extends Span {
  readonly kind: 'number';
  /** An imaginary number's value is that of its imaginary part. */
  readonly value:
    | { readonly kind: 'int'; readonly value: bigint }
    | { readonly kind: 'float' | 'imaginary'; readonly value: number };
}

/** One or several literals side by side, without holes. */
export interface StringExpression extends Span, DecodedText {
  readonly kind: 'string';
}

/** `value` holds one character from 0 to 255 for each byte. */
export interface BytesExpression extends Span, DecodedText {
  readonly kind: 'bytes';
}

/** Literals side by side, at least one of them an f-string. Neighbouring texts are one part. */
export interface FormattedStringExpression extends Span {
  readonly kind: 'f-string';
  readonly parts: readonly FormattedPart[];
}

export type FormattedPart = FormattedText | FormattedHole;

export interface FormattedText extends Span, DecodedText {
  readonly kind: 'text';
}

/** `{expression!conversion:format}`; the span holds the braces. */
export interface FormattedHole extends Span {
  readonly kind: 'hole';
  readonly expression: Expression;
  readonly conversion: 's' | 'r' | 'a' | undefined;
  /** Itself text with holes; empty without a colon. */
  readonly format: readonly FormattedPart[];
  /** `{name=}` writes the source of the expression in front of it. */
  readonly label: string | undefined;
}

/** What a literal means, and where each stretch of it stands in the file. */
export interface DecodedText {
  readonly value: string;
  readonly stretches: readonly TextStretch[];
}

/**
 * `valueLength` units from `valueStart` of the value stand at `sourceStart`. The lengths are equal for text that
 * stands for itself; an escape sequence is a stretch of its own.
 */
export interface TextStretch {
  readonly valueStart: number;
  readonly valueLength: number;
  readonly sourceStart: number;
  readonly sourceLength: number;
}

export interface ConstantExpression extends Span {
  readonly kind: 'constant';
  readonly value: 'True' | 'False' | 'None' | 'Ellipsis';
}

export interface SequenceExpression extends Span {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly items: readonly Expression[];
}

export interface DictExpression extends Span {
  readonly kind: 'dict';
  /** Without a key: `**value`. */
  readonly entries: readonly {
    readonly key: Expression | undefined;
    readonly value: Expression;
  }[];
}

export interface UnaryExpression extends Span {
  readonly kind: 'unary';
  readonly operator: '+' | '-' | '~' | 'not';
  readonly operand: Expression;
}

export type BinaryOperator =
  '+' | '-' | '*' | '@' | '/' | '%' | '//' | '**' | '|' | '&' | '^' | '<<' | '>>';

export interface BinaryExpression extends Span {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `a and b and c` has three values. */
export interface BooleanExpression extends Span {
  readonly kind: 'boolean';
  readonly operator: 'and' | 'or';
  readonly values: readonly Expression[];
}

export type CompareOperator =
  '<' | '<=' | '==' | '!=' | '>=' | '>' | 'in' | 'not in' | 'is' | 'is not';

/** `a < b < c`: `left` is a, and each operator has its right side. */
export interface CompareExpression extends Span {
  readonly kind: 'compare';
  readonly left: Expression;
  readonly comparisons: readonly {
    readonly operator: CompareOperator;
    readonly right: Expression;
  }[];
}

export interface ConditionalExpression extends Span {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

export interface LambdaExpression extends Span {
  readonly kind: 'lambda';
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
}

export interface CallExpression extends Span {
  readonly kind: 'call';
  readonly callee: Expression;
  /** Positional arguments, `*values` among them as `starred`. */
  readonly positional: readonly Expression[];
  readonly keywords: readonly KeywordArgument[];
}

/** Without a name: `**value`. */
export interface KeywordArgument extends Span {
  readonly name: string | undefined;
  readonly value: Expression;
}

export interface AttributeExpression extends Span {
  readonly kind: 'attribute';
  readonly object: Expression;
  readonly name: string;
  readonly nameStart: number;
}

/** The index of `a[1, 2]` is a tuple, of `a[1:2]` a slice. */
export interface SubscriptExpression extends Span {
  readonly kind: 'subscript';
  readonly object: Expression;
  readonly index: Expression;
}

export interface SliceExpression extends Span {
  readonly kind: 'slice';
  readonly lower: Expression | undefined;
  readonly upper: Expression | undefined;
  readonly step: Expression | undefined;
}

export interface ComprehensionExpression extends Span {
  readonly kind: 'comprehension';
  readonly makes: 'list' | 'set' | 'dict' | 'generator';
  /** Of a dict, the key. */
  readonly item: Expression;
  /** Of a dict, the value. */
  readonly value: Expression | undefined;
  readonly clauses: readonly ComprehensionClause[];
}

export interface ComprehensionClause {
  readonly isAsync: boolean;
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

export interface StarredExpression extends Span {
  readonly kind: 'starred';
  readonly value: Expression;
}

/** `name := value` */
export interface NamedExpression extends Span {
  readonly kind: 'named';
  readonly target: NameExpression;
  readonly value: Expression;
}

export interface AwaitExpression extends Span {
  readonly kind: 'await';
  readonly value: Expression;
}

export interface YieldExpression extends Span {
  readonly kind: 'yield';
  readonly isFrom: boolean;
  readonly value: Expression | undefined;
}

/** Text that is no expression of Python 3; a diagnostic says why. */
export interface InvalidExpression extends Span {
  readonly kind: 'invalid';
}

// Functions

export interface Parameter extends Span {
  readonly name: string;
  readonly passing: 'positional-only' | 'standard' | 'keyword-only' | 'rest' | 'keyword-rest';
  readonly annotation: Expression | undefined;
  readonly default: Expression | undefined;
}

// Statements

export type Statement =
  | FunctionStatement
  | ClassStatement
  | ReturnStatement
  | DeleteStatement
  | AssignStatement
  | AugmentedAssignStatement
  | AnnotatedAssignStatement
  | ForStatement
  | WhileStatement
  | IfStatement
  | WithStatement
  | RaiseStatement
  | TryStatement
  | AssertStatement
  | ImportStatement
  | ImportFromStatement
  | ScopeStatement
  | ExpressionStatement
  | MatchStatement
  | TypeAliasStatement
  | SimpleStatement
  | InvalidStatement;

export interface FunctionStatement extends Span {
  readonly kind: 'function';
  readonly name: string;
  readonly nameStart: number;
  readonly isAsync: boolean;
  readonly decorators: readonly Expression[];
  readonly parameters: readonly Parameter[];
  readonly returns: Expression | undefined;
  readonly body: readonly Statement[];
}

export interface ClassStatement extends Span {
  readonly kind: 'class';
  readonly name: string;
  readonly nameStart: number;
  readonly decorators: readonly Expression[];
  readonly bases: readonly Expression[];
  readonly keywords: readonly KeywordArgument[];
  readonly body: readonly Statement[];
}

export interface ReturnStatement extends Span {
  readonly kind: 'return';
  readonly value: Expression | undefined;
}

export interface DeleteStatement extends Span {
  readonly kind: 'delete';
  readonly targets: readonly Expression[];
}

/** `a = b = value` has two targets. */
export interface AssignStatement extends Span {
  readonly kind: 'assign';
  readonly targets: readonly Expression[];
  readonly value: Expression;
}

export interface AugmentedAssignStatement extends Span {
  readonly kind: 'augmented-assign';
  readonly target: Expression;
  readonly operator: BinaryOperator;
  readonly value: Expression;
}

export interface AnnotatedAssignStatement extends Span {
  readonly kind: 'annotated-assign';
  readonly target: Expression;
  readonly annotation: Expression;
  readonly value: Expression | undefined;
}

export interface ForStatement extends Span {
  readonly kind: 'for';
  readonly isAsync: boolean;
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface WhileStatement extends Span {
  readonly kind: 'while';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

/** The first branch is `if`, the others are `elif`. */
export interface IfStatement extends Span {
  readonly kind: 'if';
  readonly branches: readonly IfBranch[];
  readonly otherwise: readonly Statement[];
}

export interface IfBranch {
  readonly test: Expression;
  readonly body: readonly Statement[];
}

export interface WithStatement extends Span {
  readonly kind: 'with';
  readonly isAsync: boolean;
  readonly items: readonly {
    readonly context: Expression;
    readonly target: Expression | undefined;
  }[];
  readonly body: readonly Statement[];
}

export interface RaiseStatement extends Span {
  readonly kind: 'raise';
  readonly exception: Expression | undefined;
  readonly cause: Expression | undefined;
}

export interface TryStatement extends Span {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handlers: readonly ExceptHandler[];
  readonly otherwise: readonly Statement[];
  readonly finally: readonly Statement[];
}

export interface ExceptHandler extends Span {
  /** `except*` */
  readonly isGroup: boolean;
  /** One class or a tuple of them; undefined catches everything. */
  readonly type: Expression | undefined;
  readonly name: string | undefined;
  readonly body: readonly Statement[];
}

export interface AssertStatement extends Span {
  readonly kind: 'assert';
  readonly test: Expression;
  readonly message: Expression | undefined;
}

export interface ImportStatement extends Span {
  readonly kind: 'import';
  readonly names: readonly ImportedName[];
}

/** `from ..module import name as alias`; `level` counts the dots. */
export interface ImportFromStatement extends Span {
  readonly kind: 'import-from';
  readonly module: string;
  readonly level: number;
  readonly names: readonly ImportedName[] | '*';
}

/** `name` may be dotted in `import a.b`. */
export interface ImportedName extends Span {
  readonly name: string;
  readonly alias: string | undefined;
}

export interface ScopeStatement extends Span {
  readonly kind: 'global' | 'nonlocal';
  readonly names: readonly string[];
}

export interface ExpressionStatement extends Span {
  readonly kind: 'expression';
  readonly value: Expression;
}

export interface MatchStatement extends Span {
  readonly kind: 'match';
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
}

export interface MatchCase extends Span {
  readonly pattern: Pattern;
  readonly guard: Expression | undefined;
  readonly body: readonly Statement[];
}

export interface TypeAliasStatement extends Span {
  readonly kind: 'type-alias';
  readonly name: Expression;
  readonly value: Expression;
}

export interface SimpleStatement extends Span {
  readonly kind: 'pass' | 'break' | 'continue';
}

/** Text that is no statement of Python 3 (Python 2's `print x` is one); a diagnostic says why. */
export interface InvalidStatement extends Span {
  readonly kind: 'invalid-statement';
}

// Patterns of `match`

export type Pattern =
  /** A literal or a dotted name that is compared. */
  | ({ readonly kind: 'value-pattern'; readonly value: Expression } & Span)
  /** Binds a name; without a name it is `_`. With a pattern: `pattern as name`. */
  | ({
      readonly kind: 'capture-pattern';
      readonly name: string | undefined;
      readonly pattern: Pattern | undefined;
    } & Span)
  | ({ readonly kind: 'sequence-pattern'; readonly items: readonly Pattern[] } & Span)
  /** `*name` within a sequence. */
  | ({ readonly kind: 'star-pattern'; readonly name: string | undefined } & Span)
  | ({
      readonly kind: 'mapping-pattern';
      readonly entries: readonly { readonly key: Expression; readonly value: Pattern }[];
      readonly rest: string | undefined;
    } & Span)
  | ({
      readonly kind: 'class-pattern';
      readonly class: Expression;
      readonly positional: readonly Pattern[];
      readonly keywords: readonly { readonly name: string; readonly pattern: Pattern }[];
    } & Span)
  | ({ readonly kind: 'or-pattern'; readonly alternatives: readonly Pattern[] } & Span);

// Comments

export interface Comment extends Span {
  /** As written, with its `#`. */
  readonly text: string;
}

/** The comments that belong to a statement. */
export interface AttachedComments {
  /** On lines of their own above it (above its decorators). */
  readonly before: readonly Comment[];
  /** Within its expressions or its header, and behind it on its last line. */
  readonly within: readonly Comment[];
  /** On lines of their own below the last statement of a block. */
  readonly after: readonly Comment[];
}
