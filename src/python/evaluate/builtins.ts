/** Python's own functions and the methods of its strings, lists and dicts, as far as constants go. */
import { add, text } from './constant-operators.js';
import {
  constant,
  NONE,
  textOf,
  UNKNOWN,
  type Arguments,
  type Hole,
  type SequenceValue,
  type Site,
  type Value,
} from './value.js';

/** Undefined for what is not known here. */
export function callBuiltin(path: string, { positional, named }: Arguments): Value | undefined {
  const [first, second, third] = positional;
  switch (path) {
    case 'builtins.str':
      if (first?.kind !== 'constant') return UNKNOWN;
      return typeof first.value === 'bigint'
        ? constant(String(first.value))
        : textOf(first) === undefined
          ? UNKNOWN
          : first;
    case 'builtins.int': {
      if (first?.kind !== 'constant') return UNKNOWN;
      const digits = String(first.value);
      return /^\d{1,18}$/.test(digits) ? constant(BigInt(digits)) : UNKNOWN;
    }
    case 'builtins.range': {
      const bounds = [first, second, third].map((value) =>
        value?.kind === 'constant' && typeof value.value === 'bigint'
          ? Number(value.value)
          : undefined,
      );
      if (bounds[0] === undefined || (third && bounds[2] === undefined)) return UNKNOWN;
      if (second && bounds[1] === undefined) return UNKNOWN;
      const [from, to] = second ? [bounds[0], bounds[1]!] : [0, bounds[0]];
      const step = bounds[2] ?? 1;
      if (step <= 0 || (to - from) / step > 1000) return UNKNOWN;
      const items: Value[] = [];
      for (let at = from; at < to; at += step) items.push(constant(BigInt(at)));
      return list(items);
    }
    case 'builtins.list':
    case 'builtins.tuple':
    case 'builtins.sorted':
    case 'builtins.reversed':
    case 'builtins.set':
      if (!first) return list([]);
      return first.kind === 'sequence' ? { ...first, items: [...first.items] } : UNKNOWN;
    case 'builtins.enumerate':
      return first?.kind === 'sequence' && !first.isOpen
        ? list(first.items.map((item, index) => tuple([constant(BigInt(index)), item])))
        : UNKNOWN;
    case 'builtins.zip': {
      const lists = positional.filter((value) => value.kind === 'sequence');
      if (lists.length !== positional.length || lists.length === 0) return UNKNOWN;
      const length = Math.min(...lists.map(({ items }) => items.length));
      return list(
        Array.from({ length }, (_, index) => tuple(lists.map(({ items }) => items[index]!))),
      );
    }
    case 'builtins.dict':
      return {
        kind: 'dict',
        entries: new Map(
          [...named].map(([name, value]) => [
            name,
            { key: { kind: 'constant', value: name } as const, value },
          ]),
        ),
        isOpen: positional.length > 0,
      };
    case 'builtins.staticmethod':
      return first?.kind === 'function' ? { ...first, binding: 'static' } : UNKNOWN;
    case 'builtins.classmethod':
      return first?.kind === 'function' ? { ...first, binding: 'class' } : UNKNOWN;
    case 'builtins.property':
    case 'functools.cached_property':
      return first?.kind === 'function' ? { ...first, isProperty: true } : UNKNOWN;
    case 'builtins.getattr':
      return UNKNOWN;
    case 'builtins.print':
    case 'builtins.setattr':
      return NONE;
    default:
      return path.startsWith('builtins.') ? UNKNOWN : undefined;
  }
}

export function callBuiltinMethod(
  receiver: Value,
  name: string,
  args: Arguments,
  site: Site,
): Value | undefined {
  const [first] = args.positional;
  if (receiver.kind === 'sequence') return callList(receiver, name, args);
  if (receiver.kind === 'dict') {
    const values = [...receiver.entries.values()];
    if (name === 'get')
      return receiver.entries.get(textOf(first) ?? '')?.value ?? args.positional[1] ?? UNKNOWN;
    const known = { type: 'list', isOpen: receiver.isOpen } as const;
    if (name === 'keys') return { ...known, kind: 'sequence', items: values.map(({ key }) => key) };
    if (name === 'values')
      return { ...known, kind: 'sequence', items: values.map(({ value }) => value) };
    if (name === 'items') {
      return {
        ...known,
        kind: 'sequence',
        items: values.map(({ key, value }) => tuple([key, value])),
      };
    }
    return UNKNOWN;
  }
  const hole: Hole = { kind: 'hole', site };
  if (receiver.kind === 'text' && name === 'format')
    return { kind: 'text', parts: [...receiver.parts, hole] };
  if (receiver.kind === 'text' && ['strip', 'rstrip', 'lstrip', 'replace'].includes(name))
    return { kind: 'text', parts: [...receiver.parts, hole] };
  const string = textOf(receiver);
  if (string === undefined || receiver.kind !== 'constant') return undefined;
  const strings = args.positional.map((value) => textOf(value));
  switch (name) {
    case 'format':
      return format(string, args, hole);
    case 'join':
      if (first?.kind !== 'sequence' || first.isOpen) return { kind: 'text', parts: [hole] };
      return first.items
        .flatMap((item, index) => (index === 0 ? [item] : [receiver, item]))
        .map((item) => text(item, hole))
        .reduce((a, b) => add(a, b, hole), constant(''));
    case 'startswith':
      return strings[0] === undefined ? UNKNOWN : constant(string.startsWith(strings[0]));
    case 'endswith':
      return strings[0] === undefined ? UNKNOWN : constant(string.endsWith(strings[0]));
    case 'title':
    case 'capitalize':
      return /^[a-zA-Z]+$/.test(string)
        ? constant(string.charAt(0).toUpperCase() + string.slice(1).toLowerCase())
        : UNKNOWN;
    case 'upper':
      return { ...receiver, value: string.toUpperCase() };
    case 'lower':
      return { ...receiver, value: string.toLowerCase() };
    case 'strip':
      return strings.length === 0 ? { ...receiver, value: string.trim() } : UNKNOWN;
    case 'rstrip':
      return strings[0] === undefined
        ? { ...receiver, value: string.trimEnd() }
        : trimmed(string, strings[0], false);
    case 'lstrip':
      return strings[0] === undefined
        ? { ...receiver, value: string.trimStart() }
        : trimmed(string, strings[0], true);
    case 'replace':
      return strings[0] !== undefined && strings[0] !== '' && strings[1] !== undefined
        ? { ...receiver, value: string.replaceAll(strings[0], strings[1]) }
        : UNKNOWN;
    case 'split':
      return list(
        (strings[0] === undefined || strings[0] === ''
          ? string.trim().split(/\s+/)
          : string.split(strings[0])
        ).map((part) => constant(part)),
      );
    default:
      return UNKNOWN;
  }
}

function trimmed(string: string, characters: string, fromLeft: boolean): Value {
  const units = [...characters];
  const escaped = units.map((unit) => `\\u{${unit.codePointAt(0)!.toString(16)}}`).join('');
  const pattern = new RegExp(fromLeft ? `^[${escaped}]+` : `[${escaped}]+$`, 'u');
  return constant(units.length === 0 ? string : string.replace(pattern, ''));
}

/** `'…{}…{name}…'.format(…)`; a field with a format or an attribute is a hole. */
function format(template: string, { positional, named }: Arguments, hole: Hole): Value {
  let result: Value = constant('');
  let next = 0;
  for (const piece of template.split(/(\{\{|\}\}|\{[^{}]*\})/)) {
    if (piece === '{{' || piece === '}}') result = add(result, constant(piece[0]!), hole);
    else if (/^\{\w*\}$/.test(piece)) {
      const field = piece.slice(1, -1);
      const value =
        field === ''
          ? positional[next++]
          : /^\d+$/.test(field)
            ? positional[Number(field)]
            : named.get(field);
      result = add(result, text(value ?? UNKNOWN, hole), hole);
    } else if (piece.startsWith('{')) result = add(result, { kind: 'text', parts: [hole] }, hole);
    else result = add(result, constant(piece), hole);
  }
  return result;
}

function callList(receiver: SequenceValue, name: string, args: Arguments): Value {
  const [first] = args.positional;
  if (name === 'append' || name === 'add') {
    if (first) receiver.items.push(first);
    return NONE;
  }
  if (name === 'extend') {
    if (first?.kind === 'sequence') receiver.items.push(...first.items);
    else receiver.isOpen = true;
    return NONE;
  }
  if (['insert', 'pop', 'remove', 'clear', 'sort', 'reverse'].includes(name))
    receiver.isOpen = true;
  return UNKNOWN;
}

function list(items: Value[]): SequenceValue {
  return { kind: 'sequence', type: 'list', items, isOpen: false };
}

function tuple(items: Value[]): SequenceValue {
  return { kind: 'sequence', type: 'tuple', items, isOpen: false };
}
