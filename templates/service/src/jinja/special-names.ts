/** `self`, which has the blocks of the template, and `super()`, within a block. Source: jinja2/runtime.py, 3.1. */
import { Markup } from '../flask/markup.js';
import { AttributeError } from '../python/exceptions.js';
import type { PythonObject } from '../python/protocols.js';
import type { Value } from '../python/value.js';
import { renderBlock } from './compile-template.js';
import { capture, type Frame } from './frame.js';
import type { TemplateCallable } from './template-function.js';
import { Undefined } from './undefined.js';

export function specialName(frame: Frame, name: string): Value | undefined {
  if (name === 'self') return new TemplateReference(frame);
  if (name === 'super' && frame.block)
    return blockAbove(frame, frame.block.name, frame.block.depth);
  return undefined;
}

function blockAbove(frame: Frame, name: string, depth: number): Value {
  if (frame.context.blocks.get(name)![depth + 1]) return new BlockReference(frame, name, depth + 1);
  return new Undefined(`there is no parent block called '${name}'.`);
}

class BlockReference implements TemplateCallable {
  static readonly pythonClass: string = 'BlockReference';
  readonly #frame: Frame;
  readonly #name: string;
  readonly #depth: number;

  constructor(frame: Frame, name: string, depth: number) {
    this.#frame = frame;
    this.#name = name;
    this.#depth = depth;
  }

  get super(): Value {
    return blockAbove(this.#frame, this.#name, this.#depth);
  }

  callFromTemplate(): Value {
    const frame = this.#frame;
    const scope = frame.block?.scope;
    const text = capture(frame, (own) => renderBlock(own, this.#name, this.#depth, scope));
    return frame.escapes ? new Markup(text) : text;
  }
}

class TemplateReference implements PythonObject {
  static readonly pythonClass: string = 'TemplateReference';
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = { ...frame, block: undefined };
  }

  pyGetAttribute(name: string): Value {
    if (!this.#frame.context.blocks.has(name))
      throw new AttributeError(`'TemplateReference' object has no attribute '${name}'`);
    return new BlockReference(this.#frame, name, 0);
  }
}
