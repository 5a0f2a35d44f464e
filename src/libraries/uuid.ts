import type { Library } from './library.js';

export const library: Library = {
  module: 'uuid',
  distributions: [],
  replacement: 'node:crypto, in src/python/uuid.ts of the service',
  from: 'python/uuid.js',
  names: {
    UUID: 'class UUID(hex, bytes, bytes_le, fields, int, version) -> uuid.UUID',
    uuid1: 'uuid1() -> uuid.UUID',
    uuid3: 'uuid3(namespace, name) -> uuid.UUID',
    uuid4: 'uuid4() -> uuid.UUID',
    uuid5: 'uuid5(namespace, name) -> uuid.UUID',
    NAMESPACE_DNS: 'NAMESPACE_DNS -> uuid.UUID',
    NAMESPACE_URL: 'NAMESPACE_URL -> uuid.UUID',
    NAMESPACE_OID: 'NAMESPACE_OID -> uuid.UUID',
    NAMESPACE_X500: 'NAMESPACE_X500 -> uuid.UUID',
  },
  types: {
    'uuid.UUID': {
      class: 'UUID',
      members: {
        hex: '.hex -> str',
        int: '.int -> int',
        bytes: '.bytes -> bytes',
        version: '.version -> int | None',
        urn: '.urn -> str',
      },
    },
  },
};
