/**
 * Python's `logging`, in short: each record is a line of JSON on standard error, as the service's own log is. Handlers,
 * formatters and files are left out, and what sets them up does nothing: where a log goes is said outside.
 */
import { asException } from './exceptions.js';
import { formatPercent } from './format-percent.js';
import { asInt } from './numbers.js';
import { repr, str } from './text.js';
import { tupleOf, type Value } from './value.js';

type Argument = Value | undefined;

export const CRITICAL = 50;
export const ERROR = 40;
export const WARNING = 30;
export const INFO = 20;
export const DEBUG = 10;
export const NOTSET = 0;

const NAMES: Readonly<Record<string, number>> = {
  CRITICAL,
  FATAL: CRITICAL,
  ERROR,
  WARNING,
  WARN: WARNING,
  INFO,
  DEBUG,
  NOTSET,
};

/** pino's numbers. */
const PINO_LEVELS: Readonly<Record<number, number>> = {
  [DEBUG]: 20,
  [INFO]: 30,
  [WARNING]: 40,
  [ERROR]: 50,
  [CRITICAL]: 60,
};

export class Logger {
  static readonly pythonClass: string = 'Logger';
  level = NOTSET;
  disabled = false;
  propagate = true;
  readonly handlers: Value[] = [];

  constructor(
    readonly name: string,
    readonly parent: Logger | null,
  ) {}

  setLevel(level: Value): null {
    this.level = typeof level === 'string' ? (NAMES[level] ?? NOTSET) : Number(asInt(level) ?? 0);
    return null;
  }

  getEffectiveLevel(): number {
    return this.level || (this.parent?.getEffectiveLevel() ?? WARNING);
  }

  isEnabledFor(level: Value): boolean {
    return !this.disabled && Number(level) >= this.getEffectiveLevel();
  }

  addHandler(_handler: Argument): null {
    return null;
  }

  removeHandler(_handler: Argument): null {
    return null;
  }

  hasHandlers(): boolean {
    return true;
  }

  debug(message: Value, args: readonly Value[] = [], options?: Value): null {
    return this.log(DEBUG, message, args, options);
  }

  info(message: Value, args: readonly Value[] = [], options?: Value): null {
    return this.log(INFO, message, args, options);
  }

  warning(message: Value, args: readonly Value[] = [], options?: Value): null {
    return this.log(WARNING, message, args, options);
  }

  error(message: Value, args: readonly Value[] = [], options?: Value): null {
    return this.log(ERROR, message, args, options);
  }

  critical(message: Value, args: readonly Value[] = [], options?: Value): null {
    return this.log(CRITICAL, message, args, options);
  }

  exception(message: Value, args: readonly Value[] = [], options?: Value): null {
    return this.log(ERROR, message, args, options);
  }

  log(level: Value, message: Value, args: readonly Value[] = [], options?: Value): null {
    if (!this.isEnabledFor(level)) return null;
    const excInfo = (options as { get?(key: string): Value } | undefined)?.get?.('exc_info');
    const raised = excInfo instanceof Error ? asException(excInfo) : undefined;
    const record = {
      level: PINO_LEVELS[Number(level)] ?? Number(level),
      time: Date.now(),
      pid: process.pid,
      name: this.name,
      msg: textOf(message, args),
      ...(raised && { err: { type: raised.name, message: repr(raised), stack: raised.stack } }),
    };
    process.stderr.write(`${JSON.stringify(record)}\n`);
    return null;
  }
}

/** Python prints an error where the arguments do not fit, and goes on. */
function textOf(message: Value, args: readonly Value[]): string {
  if (args.length === 0) return str(message);
  try {
    return formatPercent(str(message), args.length === 1 ? args[0]! : tupleOf(args));
  } catch {
    return `${str(message)} ${repr([...args])}`;
  }
}

const root = new Logger('root', null);
const loggers = new Map<string, Logger>();

export function getLogger(name: Argument = null): Logger {
  if (name === null || name === '' || name === 'root') return root;
  const text = str(name);
  let found = loggers.get(text);
  if (!found) {
    const parent = text.includes('.') ? getLogger(text.slice(0, text.lastIndexOf('.'))) : root;
    found = new Logger(text, parent);
    loggers.set(text, found);
  }
  return found;
}

/** Only the level is of use here. */
export function basicConfig(options?: { get(key: string): Argument }): null {
  const level = options?.get('level');
  if (level !== undefined && level !== null) root.setLevel(level);
  return null;
}

export function debug(message: Value, args?: readonly Value[], options?: Value): null {
  return root.debug(message, args, options);
}

export function info(message: Value, args?: readonly Value[], options?: Value): null {
  return root.info(message, args, options);
}

export function warning(message: Value, args?: readonly Value[], options?: Value): null {
  return root.warning(message, args, options);
}

export function error(message: Value, args?: readonly Value[], options?: Value): null {
  return root.error(message, args, options);
}

export function critical(message: Value, args?: readonly Value[], options?: Value): null {
  return root.critical(message, args, options);
}

export function exception(message: Value, args?: readonly Value[], options?: Value): null {
  return root.error(message, args, options);
}

export function disable(_level?: Argument): null {
  root.disabled = true;
  return null;
}

/** A handler or a formatter, which is made and then does nothing. */
export class Handler {
  static readonly pythonClass: string = 'Handler';

  constructor(readonly options: Argument = null) {}

  setLevel(_level: Value): null {
    return null;
  }

  setFormatter(_formatter: Value): null {
    return null;
  }
}
