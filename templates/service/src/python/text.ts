/** `str(value)` and `repr(value)`, for values of every kind. */
import { floatRepr } from '../flask/python.js';
import type { PythonObject } from './protocols.js';
import { className, isBuiltinClass, isClass, typeName } from './type-name.js';
import { Float, Tuple, type Value } from './value.js';

export function str(value: Value = ''): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null) {
    const { pyStr } = value as PythonObject;
    if (pyStr) return pyStr.call(value);
  }
  return repr(value);
}
str.pythonClass = 'str';

export function repr(value: Value): string {
  switch (typeof value) {
    case 'string':
      return reprString(value);
    case 'number':
      return Number.isSafeInteger(value) ? String(value) : floatRepr(value);
    case 'bigint':
      return String(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'function':
      return isClass(value) || isBuiltinClass(value)
        ? `<class '${className(value)}'>`
        : `<function ${value.name}>`;
    default:
      return value === null || value === undefined ? 'None' : reprObject(value);
  }
}

/** The containers that are being printed: one that holds itself is printed as `[...]` there. */
const open = new Set<object>();

function reprObject(value: object): string {
  if (value instanceof Float) return floatRepr(value.value);
  const { pyRepr } = value as PythonObject;
  if (pyRepr) return pyRepr.call(value);
  if (Array.isArray(value)) return reprArray(value);
  if (value instanceof Uint8Array) return reprBytes(value);
  return `<${typeName(value)} object>`;
}

function reprArray(items: Value[]): string {
  const isTuple = items instanceof Tuple;
  return reprNested(items, isTuple ? '(...)' : '[...]', () => {
    let text = '';
    for (let at = 0; at < items.length; at += 1) text += (at > 0 ? ', ' : '') + repr(items[at]!);
    if (!isTuple) return `[${text}]`;
    return items.length === 1 ? `(${text},)` : `(${text})`;
  });
}

/** @param again what stands for the container within itself. */
export function reprNested(container: object, again: string, print: () => string): string {
  if (open.has(container)) return again;
  open.add(container);
  try {
    return print();
  } finally {
    open.delete(container);
  }
}

function reprBytes(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll(/[^ -~]|['\\]/g, (character) => {
    if (character === "'" && quote === '"') return character;
    return ESCAPES[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `b${quote}${escaped}${quote}`;
}

export function reprString(text: string): string {
  if (!/[^ -~]|['\\]/.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  // Controls, unassigned code points, and every space but the plain one.
  const escaped = text.replaceAll(/[\\'\p{C}\p{Z}]/gu, (character) => {
    if (character === ' ' || (character === "'" && quote === '"')) return character;
    return ESCAPES[character] ?? escapeCode(character.codePointAt(0)!);
  });
  return `${quote}${escaped}${quote}`;
}

/** `ascii(value)`: as `repr`, with everything beyond ASCII escaped. */
export function ascii(value: Value): string {
  return repr(value).replaceAll(/[^\0-\x7f]/gu, (character) =>
    escapeCode(character.codePointAt(0)!),
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

export function escapeCode(code: number): string {
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
