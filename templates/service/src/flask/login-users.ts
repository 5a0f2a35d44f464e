/** What Flask-Login's users are made of. Source: flask_login/mixins.py, 0.6. */
import { AttributeError, NotImplementedError } from '../python/exceptions.js';
import { getattr } from '../python/getattr.js';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';

export class UserMixin {
  static readonly pythonClass: string = 'UserMixin';

  get isActive(): Value {
    return true;
  }

  get isAuthenticated(): Value {
    return this.isActive;
  }

  get isAnonymous(): Value {
    return false;
  }

  getId(): Value {
    try {
      return str(getattr(this, 'id'));
    } catch (error) {
      if (!(error instanceof AttributeError)) throw error;
      throw new NotImplementedError('No `id` attribute - override `get_id`');
    }
  }

  pyEquals(other: Value): boolean | undefined {
    return other instanceof UserMixin ? this.getId() === other.getId() : undefined;
  }
}

export class AnonymousUserMixin {
  static readonly pythonClass: string = 'AnonymousUserMixin';

  get isActive(): Value {
    return false;
  }

  get isAuthenticated(): Value {
    return false;
  }

  get isAnonymous(): Value {
    return true;
  }

  getId(): Value {
    return null;
  }
}
