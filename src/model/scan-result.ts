/**
 * What `port scan` found in a Flask app: its routes and how far each can be ported, its SQL, what a person should
 * look at. Lines count from 1. The JSON of `scan --json` is made of this.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.js';

export interface ScanResult {
  readonly app: ScannedApp;
  readonly routes: readonly ScannedRoute[];
  readonly queries: readonly ScannedQuery[];
  readonly audit: readonly AuditEntry[];
  readonly libraries: readonly ScannedLibrary[];
  readonly functions: number;
  readonly functionsTranslated: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly hooks: readonly ScannedHook[];
  /** flask-cors's settings under their names; undefined where it is not used. */
  readonly cors: Readonly<Record<string, unknown>> | undefined;
  /** The audit with frames into the source. */
  readonly findings: readonly Diagnostic[];
}

export interface ScannedApp {
  readonly name: string;
  readonly root: string;
  readonly files: number;
  readonly lines: number;
  /** As the app's requirements pin them. */
  readonly flask: string | undefined;
  readonly werkzeug: string | undefined;
  readonly python: string | undefined;
  /** SQL files that create tables, by path from the root. */
  readonly schema: readonly string[];
}

export interface Place {
  /** From the root of the app, with slashes. */
  readonly file: string;
  readonly line: number;
}

/** `ported`: no hand work is left. `partial`: it runs, and a person must look. `stub`: it answers 501. */
export type RouteStatus = 'ported' | 'partial' | 'stub';

export interface ScannedRoute {
  /** As Werkzeug sees it, with its prefixes; what is known of it where a part depends on the environment. */
  readonly rule: string;
  readonly methods: readonly string[];
  readonly endpoint: string;
  readonly blueprint: readonly string[];
  readonly source: Place;
  readonly view:
    | (Place & {
        readonly name: string;
        /** `app/films.py:get_film`, as a manifest names it; undefined for a lambda. */
        readonly qualifiedName: string | undefined;
      })
    | undefined;
  readonly strictSlashes: boolean | undefined;
  readonly status: RouteStatus;
  /** Why it is not ported, or what to look at: codes of diagnostics. */
  readonly codes: readonly string[];
  readonly reason: string | undefined;
  /** Lines of Python that the view reaches: what a port by hand would have to read. */
  readonly lines: number;
  /** Undefined where it can only be a stub. */
  readonly declaration: RouteDeclaration | undefined;
  /** Whether its view is translated, if only to a stub. */
  readonly isTranslated: boolean;
}

/** A hook or an error handler, by its place in the app. */
export interface ScannedHook {
  readonly on: string;
  readonly error: number | string | undefined;
  readonly blueprint: readonly string[];
  /** `app/errors.py:not_found` */
  readonly view: string;
}

/** A handler as a manifest says it; values are plain YAML. */
export interface RouteDeclaration {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly queries: Readonly<Record<string, unknown>>;
  readonly commits: 'once' | 'each' | 'never' | undefined;
  readonly answer: unknown;
}

/** `constant`: one text. `choice`: one of several. `dynamic`: put together from values that are not known. */
export interface ScannedQuery {
  readonly sql: string;
  readonly source: Place;
  readonly status: 'constant' | 'choice' | 'dynamic';
  readonly codes: readonly string[];
}

export interface AuditEntry {
  readonly code: string;
  readonly message: string;
  readonly source: Place;
  /** `POST /reviews/`, where a route reaches it. */
  readonly route: string | undefined;
}

export interface ScannedLibrary {
  readonly name: string;
  readonly version: string | undefined;
  readonly files: number;
  /** What takes its place in the service; undefined when nobody has said. */
  readonly replacement: string | undefined;
}
