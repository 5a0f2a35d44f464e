import type { Library } from './library.js';

const CHOICE = 'include, exclude, by_alias, exclude_unset, exclude_defaults, exclude_none';
const WRITING = 'indent, ensure_ascii, sort_keys, separators, encoder';

/** pydantic 1, which many apps stay with. */
const first: Library = {
  module: 'pydantic',
  distributions: ['pydantic'],
  replacement: 'src/pydantic in the service',
  from: 'pydantic/v1.js',
  aliases: {
    'main.BaseModel': 'BaseModel',
    'error_wrappers.ValidationError': 'ValidationError',
    'types.SecretStr': 'SecretStr',
    'env_settings.BaseSettings': 'BaseSettings',
  },
  names: {
    BaseModel: 'class BaseModel',
    BaseSettings: 'class pydantic/v1-settings.js#BaseSettings',
    ValidationError: 'class ValidationError',
    SecretStr: 'class SecretStr(value)',
    'PostgresDsn.build':
      'pydantic/v1-urls.js#buildUrl(scheme, user, password, host, port, path, query, fragment) -> str',
    'AnyUrl.build':
      'pydantic/v1-urls.js#buildUrl(scheme, user, password, host, port, path, query, fragment) -> str',
    'BaseModel.parse_obj': '.parse_obj(obj) -> Self',
    'BaseModel.parse_raw': '.parse_raw(b) -> Self',
    'BaseModel.from_orm': '.from_orm(obj) -> Self',
    'BaseModel.construct': '.construct(_fields_set, **values) -> Self',
  },
  types: {
    'pydantic.BaseModel': {
      class: 'BaseModel',
      members: {
        dict: `.dict({${CHOICE}}) -> dict`,
        json: `.json({${CHOICE}, ${WRITING}}) -> str`,
        copy: '.copy({include, exclude, update, deep})',
      },
    },
    'pydantic.BaseModel.__class__': { class: 'ModelClass' },
    'pydantic.BaseSettings': {
      class: 'pydantic/v1-settings.js#BaseSettings',
      base: 'pydantic.BaseModel',
    },
    'pydantic.ValidationError': {
      class: 'ValidationError',
      base: 'Exception',
      members: {
        errors: '.errors() -> list[dict]',
        json: '.json({indent}) -> str',
      },
    },
    'pydantic.SecretStr': {
      class: 'SecretStr',
      members: { get_secret_value: '.getSecretValue() -> str' },
    },
  },
};

export const library: Library = {
  module: 'pydantic',
  distributions: ['pydantic'],
  replacement: 'none yet: it is version 2',
  older: { before: '2', signs: ['BaseSettings'], library: first },
};
