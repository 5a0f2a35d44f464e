/** The templates that the program renders, and what it adds to Jinja. */
import type { TemplateSettings } from '../flask/template-settings.js';
import type { TemplateFile, TemplateSet } from '../jinja/template-set.js';

export interface Templates {
  readonly set: TemplateSet;
  readonly settings: TemplateSettings;
  /** All that were read, for who asks whether they have changed. */
  readonly files: readonly TemplateFile[];
}
