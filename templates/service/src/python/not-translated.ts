/** What a function throws that could not be translated: the route answers 501 until a person has written it. */
import { HttpError } from '../flask/errors.js';

export class NotTranslated extends HttpError {
  constructor(reason: string) {
    super(501, { description: `not translated: ${reason}` });
  }
}
