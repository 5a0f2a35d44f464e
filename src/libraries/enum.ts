import type { Library } from './library.js';

const MEMBERS = { name: '.name -> str', value: '.value' };

export const library: Library = {
  module: 'enum',
  distributions: [],
  replacement: 'src/python/enum.ts in the service',
  from: 'python/enum.js',
  names: {
    Enum: 'class Enum(name, value)',
    IntEnum: 'class IntEnum(name, value)',
    StrEnum: 'class StrEnum(name, value)',
    ValueEnum: 'class ValueEnum(name, value)',
  },
  types: {
    'enum.Enum': { class: 'Enum', members: MEMBERS },
    'enum.IntEnum': { class: 'IntEnum', members: MEMBERS },
    'enum.StrEnum': { class: 'StrEnum', members: MEMBERS },
    'enum.ValueEnum': { class: 'ValueEnum', members: MEMBERS },
  },
};
