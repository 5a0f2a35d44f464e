/** What goes wrong while a template is rendered. Source: jinja2/exceptions.py, 3.1. */
import { Exception, LookupError } from '../python/exceptions.js';

export class TemplateError extends Exception {
  static override readonly pythonClass: string = 'TemplateError';
}

export class TemplateNotFound extends LookupError {
  static override readonly pythonClass: string = 'TemplateNotFound';
}

export class TemplateRuntimeError extends TemplateError {
  static override readonly pythonClass: string = 'TemplateRuntimeError';
}

/** Something is done with a value that is not there, beyond printing and testing it. */
export class UndefinedError extends TemplateRuntimeError {
  static override readonly pythonClass: string = 'UndefinedError';
}

export class FilterArgumentError extends TemplateRuntimeError {
  static override readonly pythonClass: string = 'FilterArgumentError';
}
