/** A JSON value as a manifest can hold one. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
