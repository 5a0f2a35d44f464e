import type { Library } from './library.js';

export const library: Library = {
  module: 'collections',
  distributions: [],
  replacement: 'src/python/collections.ts in the service',
  from: 'python/collections.js',
  names: {
    defaultdict: 'class DefaultDict(default_factory, source, **kwargs) -> collections.defaultdict',
    OrderedDict: 'class OrderedDict(source, **kwargs) -> collections.OrderedDict',
    Counter: 'class Counter(iterable, **kwargs) -> collections.Counter',
    deque: 'class Deque(iterable, maxlen) -> collections.deque',
  },
  types: {
    'collections.defaultdict': {
      class: 'DefaultDict',
      base: 'dict',
      members: {
        default_factory: '.default_factory -> value',
      },
    },
    'collections.OrderedDict': {
      class: 'OrderedDict',
      base: 'dict',
      members: {
        move_to_end: '.move_to_end(key, last) -> None',
      },
    },
    'collections.Counter': {
      class: 'Counter',
      base: 'dict',
      members: {
        most_common: '.most_common(n) -> list[tuple]',
        elements: '.elements() -> list',
        total: '.total() -> value',
        subtract: '.subtract(iterable) -> None',
      },
    },
    'collections.deque': {
      class: 'Deque',
      members: {
        append: '.append(x) -> None',
        appendleft: '.appendleft(x) -> None',
        extend: '.extend(iterable) -> None',
        extendleft: '.extendleft(iterable) -> None',
        pop: '.pop() -> value',
        popleft: '.popleft() -> value',
        rotate: '.rotate(n) -> None',
        remove: '.remove(value) -> None',
        clear: '.clear() -> None',
        maxlen: '.maxlen -> int | None',
      },
    },
  },
};
