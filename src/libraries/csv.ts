import type { Library } from './library.js';

export const library: Library = {
  module: 'csv',
  distributions: [],
  replacement: 'src/python/csv.ts in the service',
  from: 'python/csv.js',
  names: {
    reader: 'new CsvReader(csvfile, dialect, **fmtparams) -> csv.reader',
    writer: 'new CsvWriter(csvfile, dialect, **fmtparams) -> csv.writer',
    DictReader:
      'class DictReader(f, fieldnames, restkey, restval, dialect, **fmtparams) -> csv.DictReader',
    DictWriter:
      'class DictWriter(f, fieldnames, restval, extrasaction, dialect, **fmtparams) -> csv.DictWriter',
    Error: 'class CsvError(*args)',
    QUOTE_MINIMAL: 'QUOTE_MINIMAL -> int',
    QUOTE_ALL: 'QUOTE_ALL -> int',
    QUOTE_NONNUMERIC: 'QUOTE_NONNUMERIC -> int',
    QUOTE_NONE: 'QUOTE_NONE -> int',
  },
  types: {
    'csv.reader': { class: 'CsvReader', members: { line_num: '.line_num -> int' } },
    'csv.writer': {
      class: 'CsvWriter',
      members: { writerow: '.writerow(row)', writerows: '.writerows(rows) -> None' },
    },
    'csv.DictReader': {
      class: 'DictReader',
      members: {
        fieldnames: '.fieldnames',
        line_num: '.line_num -> int',
        reader: '.reader -> csv.reader',
      },
    },
    'csv.DictWriter': {
      class: 'DictWriter',
      members: {
        fieldnames: '.fieldnames -> list',
        writer: '.writer -> csv.writer',
        writeheader: '.writeheader()',
        writerow: '.writerow(rowdict)',
        writerows: '.writerows(rowdicts) -> None',
      },
    },
  },
};
