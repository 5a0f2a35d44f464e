/** pydantic's `SecretStr`, which prints as stars. */
import type { PythonObject } from '../python/protocols.js';
import type { Value } from '../python/value.js';
import { lengthOf } from '../python/code-points.js';

export class SecretStr implements PythonObject {
  static readonly pythonClass: string = 'SecretStr';

  constructor(private readonly secret: string) {}

  getSecretValue(): string {
    return this.secret;
  }

  pyStr(): string {
    return this.secret === '' ? '' : '**********';
  }

  pyRepr(): string {
    return `SecretStr('${this.pyStr()}')`;
  }

  pyLen(): number {
    return lengthOf(this.secret);
  }

  pyEquals(other: Value): boolean {
    return other instanceof SecretStr && other.secret === this.secret;
  }

  pyHash(): string {
    return `secret ${this.secret}`;
  }
}
