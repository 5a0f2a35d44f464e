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
    // Not Python's name: the classes that `namedtuple` makes and those that derive from `typing.NamedTuple` are these.
    NamedTuple: 'class python/named-tuple.js#NamedTuple',
    'NamedTuple._fields': '.fields -> tuple',
    'NamedTuple._make': '._make(iterable) -> Self',
  },
  types: {
    'collections.NamedTuple': {
      class: 'python/named-tuple.js#NamedTuple',
      base: 'tuple',
      members: {
        _fields: '._fields -> tuple',
        _asdict: '._asdict() -> dict',
        _replace: '._replace(**kwargs) -> Self',
        __repr__: '.pyRepr() -> str',
      },
    },
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
