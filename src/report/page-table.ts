/** A table of the HTML page, in a region that scrolls sideways by itself and that the keyboard can reach. */
import { escapeMarkup } from './escape-markup.js';

export interface PageTable {
  readonly label: string;
  /** Markup. */
  readonly head: readonly string[];
  /** Each a whole `tbody`. */
  readonly bodies: readonly string[];
  readonly textColumns?: boolean;
}

export function pageTable({ label, head, bodies, textColumns = false }: PageTable): string {
  const cell = textColumns ? 'th class="text"' : 'th';
  return [
    `<div class="scroll" role="region" tabindex="0" aria-label="${escapeMarkup(label)}">`,
    '<table>',
    `<thead><tr>${head.map((text) => `<${cell} scope="col">${text}</th>`).join('')}</tr></thead>`,
    ...bodies,
    '</table>',
    '</div>',
  ].join('\n');
}
