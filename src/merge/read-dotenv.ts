/** Files of one setting to a line, such as `.env.example` and `.gitignore`. A default that is commented out is a setting too. */
import { item, leaf, list, type Item, type List } from './syntax.js';

const SETTING = /^\s*(?:#\s*)?(?:export\s+)?([A-Za-z_]\w*)\s*=/;

export function readDotenv(text: string): List {
  const items: Item[] = [];
  const keys = new Map<string, number>();
  const lines = text.split(/(?<=\n)/);
  let lead = '';
  for (const line of lines) {
    const setting = SETTING.exec(line)?.[1];
    const code = line.trimEnd();
    if (setting === undefined && (code === '' || code.startsWith('#'))) {
      lead += line;
      continue;
    }
    const key = setting ?? code;
    const count = (keys.get(key) ?? 0) + 1;
    keys.set(key, count);
    items.push(
      item({
        key: count === 1 ? key : `${key} #${count}`,
        type: 'setting',
        lead: leaf(lead),
        code: leaf(code),
        trail: leaf(line.slice(code.length)),
      }),
    );
    lead = '';
  }
  if (lead !== '') items.push(comment(lead));
  return list({
    type: 'settings',
    isKeyed: true,
    separator: '',
    holdsConflicts: true,
    items,
    text,
  });
}

/** Comments that stand at the end. */
function comment(text: string): Item {
  return item({
    key: 'end',
    type: 'end',
    lead: leaf(text),
    code: leaf(''),
    trail: leaf(''),
  });
}
