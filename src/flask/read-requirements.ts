/** The versions an app is built on, from its requirements and lock files: what is locked wins over what is asked for. */
import { decodeSource } from '../python/decode-source.js';

export interface Requirements {
  /** By the name of the distribution in lower case, with hyphens; undefined where no version is named. */
  readonly versions: ReadonlyMap<string, string | undefined>;
  readonly python: string | undefined;
}

export function readRequirements(
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): Requirements {
  const asked = new Map<string, string | undefined>();
  const locked = new Map<string, string>();
  let python: string | undefined;
  const ask = (name: string, version: string | undefined): void => {
    const key = distributionName(name);
    if (asked.get(key) === undefined) asked.set(key, version);
  };
  for (const { path, bytes } of files) {
    const { text } = decodeSource(bytes);
    const file = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    if (/^requirements.*\.(?:txt|in)$/.test(file)) {
      for (const line of text.split(/\r\n|\r|\n/)) {
        const found =
          /^\s*([A-Za-z][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:(===?|~=|>=|<=|>|<)\s*([\w.]+))?/.exec(
            line.replace(/#.*/, ''),
          );
        if (found)
          ask(found[1]!, found[2]?.startsWith('=') || found[2] === '~=' ? found[3] : undefined);
      }
    } else if (file === 'pipfile.lock') {
      for (const found of text.matchAll(/"([\w.-]+)":\s*\{[^{}]*?"version":\s*"==([\w.]+)"/g)) {
        locked.set(distributionName(found[1]!), found[2]!);
      }
    } else if (file === 'poetry.lock' || file === 'uv.lock') {
      for (const found of text.matchAll(
        /\[\[package\]\]\s+name = "([^"]+)"\s+version = "([^"]+)"/g,
      )) {
        locked.set(distributionName(found[1]!), found[2]!);
      }
    } else if (file === 'pipfile' || file === 'pyproject.toml') {
      for (const found of text.matchAll(
        /^([A-Za-z][\w.-]*)\s*=\s*(?:\{\s*version\s*=\s*)?"(==|\^|~=?|>=)?\s*([\w.*]+)"/gm,
      )) {
        ask(found[1]!, found[2] === '==' ? found[3] : undefined);
      }
      for (const found of text.matchAll(
        /["']([A-Za-z][\w.-]*)(?:\[[^\]]*\])?\s*==\s*([\w.]+)["']/g,
      ))
        ask(found[1]!, found[2]);
      python ??= /^(?:python_version|python|requires-python)\s*=\s*"[^\d"]*([\d.]+)/m.exec(
        text,
      )?.[1];
    } else if (file === 'runtime.txt' || file === '.python-version') {
      python ??= /(\d+\.\d+(?:\.\d+)?)/.exec(text)?.[1];
    }
  }
  return { versions: new Map([...asked, ...locked]), python };
}

export function distributionName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
