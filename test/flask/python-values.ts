/** Values of Python, described by JSON (`oracle.py` reads the same), as a generated service holds them. */
import { Dict } from '../../templates/service/src/flask/dict.js';
import { Float } from '../../templates/service/src/flask/python.js';

export type Tree = readonly [kind: string, content: unknown];

export function valueOf([kind, content]: Tree): unknown {
  switch (kind) {
    case 'int': {
      const number = Number(content);
      return Number.isSafeInteger(number) ? number : BigInt(content as string);
    }
    case 'float': {
      const number = toFloat(content as string);
      return Number.isInteger(number) ? new Float(number) : number;
    }
    case 'list':
    case 'tuple':
      return (content as readonly Tree[]).map(valueOf);
    case 'set':
      return new Set((content as readonly Tree[]).map(valueOf));
    case 'dict': {
      const pairs = (content as readonly (readonly [Tree, Tree])[]).map(
        ([key, value]) => [valueOf(key), valueOf(value)] as const,
      );
      const hasNames = pairs.every(([key]) => typeof key === 'string');
      return hasNames ? Object.fromEntries(pairs) : new Dict(pairs);
    }
    case 'datetime':
      return new Date(
        /[+-]\d\d:\d\d$/.test(content as string) ? (content as string) : `${content as string}Z`,
      );
    case 'date':
      return new Date(`${content as string}T00:00:00Z`);
    case 'uuid':
      return (content as string).toLowerCase();
    case 'bytes':
      return Buffer.from(content as string, 'base64');
    default:
      return content;
  }
}

function toFloat(text: string): number {
  const named: Readonly<Record<string, number>> = { inf: Infinity, '-inf': -Infinity, nan: NaN };
  return named[text] ?? Number(text);
}
