import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bool, int } from '../../templates/service/src/python/conversions.js';
import { config, Csv } from '../../templates/service/src/python/decouple.js';

// python-decouple does not come with Python: what is expected here is what its documentation and source say.
describe('decouple', () => {
  beforeEach(() =>
    Object.assign(process.env, { PORT_TEST: '12', PORT_ON: 'Yes', PORT_LIST: 'a, b' }),
  );
  afterEach(() => {
    for (const name of ['PORT_TEST', 'PORT_ON', 'PORT_LIST']) delete process.env[name];
  });

  test('a setting comes from the environment before its default', () => {
    expect(config('PORT_TEST', 'x')).toBe('12');
    expect(config('PORT_NONE', 'x')).toBe('x');
    expect(config('PORT_NONE', null)).toBe(null);
  });

  test('what goes through a cast is the default as well', () => {
    expect(config('PORT_TEST', undefined, int)).toBe(12);
    expect(config('PORT_NONE', '7', int)).toBe(7);
    expect(config('PORT_ON', undefined, bool)).toBe(true);
    expect(config('PORT_NONE', 'off', bool)).toBe(false);
    expect(() => config('PORT_TEST', undefined, bool)).toThrow('Not a boolean: 12');
    expect(config('PORT_LIST', undefined, Csv())).toEqual(['a', 'b']);
  });

  test('a setting that is nowhere says so', () => {
    expect(() => config('PORT_NONE')).toThrow(
      'PORT_NONE not found. Declare it as envvar or define a default value.',
    );
  });
});
