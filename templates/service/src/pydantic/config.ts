/** `class Config` of pydantic 1 and `model_config` of pydantic 2, as far as it matters when values are looked at. */
import type { Dict } from '../python/dict.js';

export interface Config {
  readonly extra?: 'ignore' | 'allow' | 'forbid';
  /** A field that has an alias is also taken by its name. */
  readonly populateByName?: boolean;
  /** Objects are read by their attributes. */
  readonly fromAttributes?: boolean;
  readonly stripWhitespace?: boolean;
  readonly toLower?: boolean;
  readonly toUpper?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Members of enumerations become their values. */
  readonly useEnumValues?: boolean;
  readonly validateAssignment?: boolean;
  readonly validateDefaults?: boolean;
  readonly isFrozen?: boolean;
  readonly title?: string;
  /** Classes, and what makes something that JSON has of their objects. */
  readonly jsonEncoders?: Dict;
  /** Of settings: what the names of environment variables begin with. */
  readonly envPrefix?: string;
  readonly envFile?: string;
  readonly isCaseSensitive?: boolean;
}
