/** The name that an attribute of Python's has in TypeScript: `first_name` is `firstName`. Constants keep theirs. */
export function memberName(name: string): string {
  const [, underscores = '', plain = ''] = /^(_*)(.*)$/.exec(name) ?? [];
  const rest = plain.replace(/_+$/, '');
  if (rest === '') return name;
  const member =
    underscores.slice(0, 1) + (/^[A-Z][A-Z0-9_]*$/.test(rest) ? rest : camelCase(rest));
  return member === 'constructor' ? 'constructor_' : member;
}

function camelCase(name: string): string {
  const text = name
    .split(/[_-]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return text.charAt(0).toLowerCase() + text.slice(1);
}
