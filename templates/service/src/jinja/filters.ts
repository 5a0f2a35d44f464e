/** Jinja's filters, by name. Source: jinja2/filters.py, 3.1. */
import type { Value } from '../python/value.js';
import type { Frame } from './frame.js';
import { LIST_FILTERS } from './filters-of-lists.js';
import { NUMBER_FILTERS } from './filters-of-numbers.js';
import { TEXT_FILTERS } from './filters-of-text.js';
import { HTML_FILTERS } from './filters-of-html.js';
import { SELECTING_FILTERS } from './filters-that-select.js';
import { FILTER_PARAMETERS } from './known-names.js';
import { bind, type Named } from './template-function.js';

export type FilterFunction = (
  frame: Frame,
  value: Value,
  positional: readonly Value[],
  named: Named,
) => Value;

/** With its arguments in the order of its parameters; undefined for one that is left out. */
export type BoundFilter = (frame: Frame, value: Value, ...values: (Value | undefined)[]) => Value;

export const FILTERS: Readonly<Record<string, FilterFunction>> = {
  ...Object.fromEntries(
    Object.entries({ ...TEXT_FILTERS, ...HTML_FILTERS, ...LIST_FILTERS, ...NUMBER_FILTERS }).map(
      ([name, run]): [string, FilterFunction] => [
        name,
        (frame, value, positional, named) =>
          run(frame, value, ...bind(name, FILTER_PARAMETERS[name] ?? [], positional, named)),
      ],
    ),
  ),
  ...SELECTING_FILTERS,
};
