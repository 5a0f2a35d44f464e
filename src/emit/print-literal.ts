/** Values as TypeScript literals. Whatever a string holds, it is printed as a string and as nothing else. */
import type { Json } from '../model/json.js';

export function printString(text: string): string {
  // JSON leaves U+2028 and U+2029 as they are; in source they would be hard to see.
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped.replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, escapeUnit)}'`;
}

export function printJson(value: Json): string {
  if (typeof value === 'string') return printString(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => printJson(item)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return printObject(Object.entries(value).map(([key, item]) => [key, printJson(item as Json)]));
}

/** An object literal; `value` is code. `{ a }` where a key and its value read the same. */
export function printObject(members: readonly (readonly [key: string, value: string])[]): string {
  if (members.length === 0) return '{}';
  return `{ ${members.map(([key, value]) => (key === value ? key : `${printKey(key)}: ${value}`)).join(', ')} }`;
}

/** `__proto__: x` would set the prototype: computed, it is a key like any other. */
export function printKey(key: string): string {
  if (key === '__proto__') return "['__proto__']";
  return isIdentifier(key) || /^[1-9]\d{0,14}$/.test(key) ? key : printString(key);
}

export function printMember(object: string, key: string): string {
  return isIdentifier(key) ? `${object}.${key}` : `${object}[${printString(key)}]`;
}

/** A template literal: keeps line breaks, which SQL is read by. */
export function printTemplate(text: string): string {
  const escaped = text.replace(/[\\`]|\$(?=\{)/g, '\\$&');
  // eslint-disable-next-line no-control-regex
  return `\`${escaped.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, escapeUnit)}\``;
}

/** A comment cannot be ended by what stands in it. */
export function printComment(text: string): string {
  // eslint-disable-next-line no-control-regex
  const clean = text
    .replaceAll('*/', '*\\/')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, ' ');
  const lines = clean
    .trim()
    .split('\n')
    .map((line) => line.trim());
  return lines.length === 1
    ? `/** ${lines[0]} */`
    : `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */`;
}

function isIdentifier(key: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(key);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
