/** All types of pydantic 1, under one name. */
export * from './v1-types.js';
export { anyHttpUrl, httpUrl, postgresDsn, url } from './v1-urls.js';
