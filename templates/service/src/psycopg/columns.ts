/** `cursor.description`: what the columns of a result are. Source: psycopg/column_type.c. */
import type { FieldDef } from 'pg';
import { Tuple, type Value } from '../python/value.js';
import { repr } from '../python/text.js';

export class Column extends Tuple {
  static readonly pythonClass: string = 'Column';

  static describe(field: FieldDef): Column {
    const { name, dataTypeID, dataTypeSize, dataTypeModifier: modifier } = field;
    const isNumeric = dataTypeID === 1700 && modifier > 0;
    const isText = (dataTypeID === 1042 || dataTypeID === 1043) && modifier > 0;
    const column = new Column();
    column.push(
      name,
      dataTypeID,
      null,
      isNumeric ? (modifier - 4) >> 16 : isText ? modifier - 4 : dataTypeSize,
      isNumeric ? (modifier - 4) >> 16 : null,
      isNumeric ? (modifier - 4) & 0xffff : null,
      null,
    );
    return column;
  }

  get name(): Value {
    return this[0]!;
  }

  get type_code(): Value {
    return this[1]!;
  }

  get display_size(): Value {
    return this[2]!;
  }

  get internal_size(): Value {
    return this[3]!;
  }

  get precision(): Value {
    return this[4]!;
  }

  get scale(): Value {
    return this[5]!;
  }

  get null_ok(): Value {
    return this[6]!;
  }

  pyRepr(): string {
    return `Column(name=${repr(this.name)}, type_code=${repr(this.type_code)})`;
  }
}
