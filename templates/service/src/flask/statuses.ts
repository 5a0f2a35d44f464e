/** The names and descriptions of the statuses that Flask's `abort` knows, as its error pages show them. */
export const STATUSES: Readonly<
  Record<number, { readonly name: string; readonly description: string }>
> = {
  400: {
    name: 'Bad Request',
    description: 'The browser (or proxy) sent a request that this server could not understand.',
  },
  401: {
    name: 'Unauthorized',
    description:
      "The server could not verify that you are authorized to access the URL requested. You either supplied the wrong credentials (e.g. a bad password), or your browser doesn't understand how to supply the credentials required.",
  },
  403: {
    name: 'Forbidden',
    description:
      "You don't have the permission to access the requested resource. It is either read-protected or not readable by the server.",
  },
  404: {
    name: 'Not Found',
    description:
      'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.',
  },
  405: {
    name: 'Method Not Allowed',
    description: 'The method is not allowed for the requested URL.',
  },
  406: {
    name: 'Not Acceptable',
    description:
      'The resource identified by the request is only capable of generating response entities which have content characteristics not acceptable according to the accept headers sent in the request.',
  },
  408: {
    name: 'Request Timeout',
    description:
      "The server closed the network connection because the browser didn't finish the request within the specified time.",
  },
  409: {
    name: 'Conflict',
    description:
      'A conflict happened while processing the request. The resource might have been modified while the request was being processed.',
  },
  410: {
    name: 'Gone',
    description:
      'The requested URL is no longer available on this server and there is no forwarding address. If you followed a link from a foreign page, please contact the author of this page.',
  },
  411: {
    name: 'Length Required',
    description: 'A request with this method requires a valid <code>Content-Length</code> header.',
  },
  412: {
    name: 'Precondition Failed',
    description: 'The precondition on the request for the URL failed positive evaluation.',
  },
  413: {
    name: 'Request Entity Too Large',
    description: 'The data value transmitted exceeds the capacity limit.',
  },
  414: {
    name: 'Request URI Too Long',
    description:
      'The length of the requested URL exceeds the capacity limit for this server. The request cannot be processed.',
  },
  415: {
    name: 'Unsupported Media Type',
    description: 'The server does not support the media type transmitted in the request.',
  },
  416: {
    name: 'Requested Range Not Satisfiable',
    description: 'The server cannot provide the requested range.',
  },
  417: {
    name: 'Expectation Failed',
    description: 'The server could not meet the requirements of the Expect header',
  },
  418: {
    name: "I'm a teapot",
    description: 'This server is a teapot, not a coffee machine',
  },
  422: {
    name: 'Unprocessable Entity',
    description:
      'The request was well-formed but was unable to be followed due to semantic errors.',
  },
  423: {
    name: 'Locked',
    description: 'The resource that is being accessed is locked.',
  },
  424: {
    name: 'Failed Dependency',
    description:
      'The method could not be performed on the resource because the requested action depended on another action and that action failed.',
  },
  428: {
    name: 'Precondition Required',
    description:
      'This request is required to be conditional; try using "If-Match" or "If-Unmodified-Since".',
  },
  429: {
    name: 'Too Many Requests',
    description: 'This user has exceeded an allotted request count. Try again later.',
  },
  431: {
    name: 'Request Header Fields Too Large',
    description: 'One or more header fields exceeds the maximum size.',
  },
  451: {
    name: 'Unavailable For Legal Reasons',
    description: 'Unavailable for legal reasons.',
  },
  500: {
    name: 'Internal Server Error',
    description:
      'The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.',
  },
  501: {
    name: 'Not Implemented',
    description: 'The server does not support the action requested by the browser.',
  },
  502: {
    name: 'Bad Gateway',
    description: 'The proxy server received an invalid response from an upstream server.',
  },
  503: {
    name: 'Service Unavailable',
    description:
      'The server is temporarily unable to service your request due to maintenance downtime or capacity problems. Please try again later.',
  },
  504: {
    name: 'Gateway Timeout',
    description: 'The connection to an upstream server timed out.',
  },
  505: {
    name: 'HTTP Version Not Supported',
    description: 'The server does not support the HTTP protocol version used in the request.',
  },
};
