import type { Library } from './library.js';

export const library: Library = {
  module: 'urllib',
  distributions: [],
  replacement: 'src/python/urllib-parse.ts in the service',
  from: 'python/urllib-parse.js',
  names: {
    'parse.quote': 'quote(string, safe) -> str',
    'parse.quote_plus': 'quotePlus(string, safe) -> str',
    'parse.unquote': 'unquote(string) -> str',
    'parse.unquote_plus': 'unquotePlus(string) -> str',
    'parse.urlencode': 'urlencode(query, doseq) -> str',
    'parse.parse_qs': 'parseQs(qs, keep_blank_values) -> dict',
    'parse.parse_qsl': 'parseQsl(qs, keep_blank_values) -> list[tuple]',
    'parse.urlparse': 'urlparse(url) -> urllib.parse.ParseResult',
    'parse.urlunparse': 'urlunparse(components) -> str',
    'parse.urljoin': 'urljoin(base, url) -> str',
  },
  types: {
    'urllib.parse.ParseResult': {
      class: 'ParseResult',
      base: 'tuple',
      members: {
        scheme: '.scheme -> str',
        netloc: '.netloc -> str',
        path: '.path -> str',
        params: '.params -> str',
        query: '.query -> str',
        fragment: '.fragment -> str',
        hostname: '.hostname -> str | None',
        port: '.port -> int | None',
        username: '.username -> str | None',
        password: '.password -> str | None',
        geturl: '.geturl() -> str',
      },
    },
  },
};
