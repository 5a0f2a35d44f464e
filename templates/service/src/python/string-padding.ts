/** str's methods that bring it to a width. */
import { lengthOf } from './code-points.js';
import { PyTypeError } from './exceptions.js';
import { toSmallIndex } from './numbers.js';
import { textOf } from './receiver.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

export function zfill(text: Value, width: Value): string {
  const receiver = textOf(text, 'zfill');
  const zeros = '0'.repeat(Math.max(0, toSmallIndex(width) - lengthOf(receiver)));
  return /^[+-]/.test(receiver) ? receiver[0]! + zeros + receiver.slice(1) : zeros + receiver;
}

export function center(text: Value, width: Value, fillchar?: Value): string {
  const receiver = textOf(text, 'center');
  const [missing, fill] = room(receiver, width, fillchar);
  // Of an odd number, the larger part goes to the left where the width is odd.
  const left =
    Math.floor(missing / 2) + (missing % 2 === 1 && toSmallIndex(width) % 2 === 1 ? 1 : 0);
  return fill.repeat(left) + receiver + fill.repeat(missing - left);
}

export function ljust(text: Value, width: Value, fillchar?: Value): string {
  const receiver = textOf(text, 'ljust');
  const [missing, fill] = room(receiver, width, fillchar);
  return receiver + fill.repeat(missing);
}

export function rjust(text: Value, width: Value, fillchar?: Value): string {
  const receiver = textOf(text, 'rjust');
  const [missing, fill] = room(receiver, width, fillchar);
  return fill.repeat(missing) + receiver;
}

function room(text: string, width: Value, fillchar: Value = ' '): [number, string] {
  const wanted = toSmallIndex(width);
  if (typeof fillchar !== 'string')
    throw new PyTypeError(
      `The fill character must be a unicode character, not ${typeName(fillchar)}`,
    );
  if (lengthOf(fillchar) !== 1)
    throw new PyTypeError('The fill character must be exactly one character long');
  return [Math.max(0, wanted - lengthOf(text)), fillchar];
}

export function expandtabs(text: Value, tabsize: Value = 8): string {
  const receiver = textOf(text, 'expandtabs');
  const size = toSmallIndex(tabsize);
  let column = 0;
  let result = '';
  for (const character of receiver) {
    if (character === '\t') {
      const spaces = size > 0 ? size - (column % size) : 0;
      result += ' '.repeat(spaces);
      column += spaces;
    } else {
      result += character;
      column = character === '\n' || character === '\r' ? 0 : column + 1;
    }
  }
  return result;
}
