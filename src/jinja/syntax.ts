/**
 * The syntax tree of a Jinja template. `port` reads it to say what a service can render, and a service reads it to
 * render: both have these files. Lines count from 1. Source: jinja2/nodes.py, 3.1.
 */
export type Constant = string | number | bigint | boolean | null;

export type Binary = '+' | '-' | '*' | '/' | '//' | '%' | '**';
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

export type Expression = { readonly line: number } & (
  | { readonly kind: 'constant'; readonly value: Constant }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'attribute'; readonly object: Expression; readonly name: string }
  | { readonly kind: 'item'; readonly object: Expression; readonly key: Expression }
  | Slice
  | Filter
  | Test
  | Call
  | {
      readonly kind: 'binary';
      readonly operator: Binary;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'unary'; readonly operator: '-' | '+' | 'not'; readonly operand: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'concat'; readonly parts: readonly Expression[] }
  | {
      readonly kind: 'compare';
      readonly first: Expression;
      readonly rest: readonly { readonly operator: Comparison; readonly operand: Expression }[];
    }
  | {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression | undefined;
    }
);

export interface Slice {
  readonly kind: 'slice';
  readonly lower: Expression | undefined;
  readonly upper: Expression | undefined;
  readonly step: Expression | undefined;
}

export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: readonly (readonly [name: string, value: Expression])[];
  /** `*values` */
  readonly rest: Expression | undefined;
  /** `**values` */
  readonly keywordRest: Expression | undefined;
}

export interface Filter {
  readonly kind: 'filter';
  readonly name: string;
  /** Undefined in a filter block, which filters its body. */
  readonly object: Expression | undefined;
  readonly arguments: Arguments;
  readonly line: number;
}

export interface Test {
  readonly kind: 'test';
  readonly name: string;
  readonly object: Expression;
  readonly arguments: Arguments;
}

export interface Call {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: Arguments;
}

export type Target =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'tuple'; readonly items: readonly Target[] }
  /** `{% set counter.value = 1 %}`, of a namespace. */
  | { readonly kind: 'namespace'; readonly name: string; readonly attribute: string };

export interface Parameter {
  readonly name: string;
  readonly otherwise: Expression | undefined;
}

export type Body = readonly Statement[];

export type Statement = { readonly line: number } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output'; readonly values: readonly Expression[] }
  | {
      readonly kind: 'for';
      readonly target: Target;
      readonly items: Expression;
      readonly test: Expression | undefined;
      readonly isRecursive: boolean;
      readonly body: Body;
      readonly otherwise: Body;
    }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly test: Expression; readonly body: Body }[];
      readonly otherwise: Body;
    }
  | { readonly kind: 'set'; readonly target: Target; readonly value: Expression }
  | {
      readonly kind: 'set-block';
      readonly target: Target;
      readonly filter: Filter | undefined;
      readonly body: Body;
    }
  | {
      readonly kind: 'with';
      readonly bindings: readonly (readonly [target: Target, value: Expression])[];
      readonly body: Body;
    }
  | { readonly kind: 'autoescape'; readonly value: Expression; readonly body: Body }
  | Block
  | { readonly kind: 'extends'; readonly template: Expression }
  | {
      readonly kind: 'include';
      readonly template: Expression;
      readonly ignoresMissing: boolean;
      readonly withContext: boolean;
    }
  | {
      readonly kind: 'import';
      readonly template: Expression;
      readonly name: string;
      readonly withContext: boolean;
    }
  | {
      readonly kind: 'from-import';
      readonly template: Expression;
      readonly names: readonly (readonly [name: string, local: string])[];
      readonly withContext: boolean;
    }
  | Macro
  | {
      readonly kind: 'call-block';
      readonly call: Call;
      readonly parameters: readonly Parameter[];
      readonly body: Body;
    }
  | { readonly kind: 'filter-block'; readonly filter: Filter; readonly body: Body }
);

export interface Block {
  readonly kind: 'block';
  readonly name: string;
  readonly isScoped: boolean;
  readonly isRequired: boolean;
  readonly body: Body;
  readonly line: number;
}

export interface Macro {
  readonly kind: 'macro';
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: Body;
}

export interface TemplateSyntax {
  readonly body: Body;
  /** Every block of the template, however deep. */
  readonly blocks: ReadonlyMap<string, Block>;
}

/** What Jinja does not read either, or would not. */
export class TemplateSyntaxError extends Error {
  override readonly name = 'TemplateSyntaxError';
  static readonly pythonClass = 'TemplateSyntaxError';

  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}
