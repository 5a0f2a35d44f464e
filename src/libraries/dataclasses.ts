import type { Library } from './library.js';

export const library: Library = {
  module: 'dataclasses',
  distributions: [],
  replacement: 'classes of the service, with src/python/dataclasses.ts',
  from: 'python/dataclasses.js',
  names: {
    asdict: 'asdict(obj) -> dict',
    astuple: 'astuple(obj) -> tuple',
    replace: 'replace(obj, **changes)',
    is_dataclass: 'isDataclass(obj) -> bool',
    FrozenInstanceError: 'class FrozenInstanceError(*args)',
  },
};
