import type { SuspendEvent } from '../../core/trace/format';
import type { Definitions, FunctionSite, Site } from './sites';

/** A stretch of the program's own file, one-based, as traces have it. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A site, with what its events share. */
export interface KnownSite extends Site {
  readonly file: string;
  /** Null where it is not in the program's own file. */
  readonly place: Place | null;
  readonly start: Start;
  /** The chain of awaits of those that are suspended there; made at the first of them. */
  chain: SuspendEvent['chain'] | null;
}

/** Where a call or a callback begins; empty where it is not in the program's own file. */
export interface Start {
  readonly line?: number;
  readonly column?: number;
}

/** The functions and sites that the instrumentation has numbered, and where they are. */
export class Places {
  private readonly functions = new Map<number, FunctionSite & { file: string }>();
  private readonly sites = new Map<number, KnownSite>();
  private readonly lines: readonly string[];

  constructor(
    /** The absolute path of the program's file: positions in any other are left out. */
    readonly path: string,
    text: string,
  ) {
    this.lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  }

  define({ file, functions, sites }: Definitions): void {
    for (const item of functions) this.functions.set(item.id, { ...item, file });
    for (const item of sites) {
      const place = this.knownPlace(item, file);
      this.sites.set(item.id, { ...item, file, place, start: startOf(place ?? {}), chain: null });
    }
  }

  definition(id: number): (FunctionSite & { readonly file: string }) | undefined {
    return this.functions.get(id);
  }

  site(id: number): KnownSite | undefined {
    return this.sites.get(id);
  }

  /** Where a site or a function is; empty where it is not in the program's own file. */
  of(
    site: ((Site | FunctionSite) & { readonly file: string }) | undefined,
  ): Place | Record<string, never> {
    return (site && this.knownPlace(site, site.file)) ?? {};
  }

  /** Where the call is that hands a function to the loop. */
  ofCall(site: (Site & { file?: string }) | undefined): Place | Record<string, never> {
    if (!site?.call || site.file !== this.path) return {};
    const [line, column, endLine, endColumn] = site.call;
    return { line, column, endLine, endColumn };
  }

  /** V8 says where the name of a called method is; a trace says where the call begins. */
  callStart(line: number, column: number): number {
    const before = this.lines[line - 1]?.slice(0, column - 1) ?? '';
    return column - (/(?:[\w$#]+\s*\??\.\s*)+$/.exec(before)?.[0].length ?? 0);
  }

  /** Null where it is not in the program's own file. */
  private knownPlace(site: Site | FunctionSite, file: string): Place | null {
    const { line, column, endLine, endColumn } = site;
    return file === this.path ? { line, column, endLine, endColumn } : null;
  }
}

export function startOf(place: Place | Record<string, never>): Start {
  const { line, column } = place as Partial<Place>;
  return line === undefined || column === undefined ? {} : { line, column };
}
