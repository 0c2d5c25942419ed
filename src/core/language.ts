/** The languages as users name them; the trace and the command line use these words. */
export type Language = 'python' | 'typescript' | 'javascript';

/** The grammars that read them. JSX changes what `<` means, so TypeScript needs two. */
export type Grammar = 'python' | 'typescript' | 'tsx' | 'javascript';

interface Dialect {
  readonly language: Language;
  readonly grammar: Grammar;
}

/** By VS Code language identifier (the Language Server Protocol's `TextDocumentItem.languageId`). */
const dialectsByLanguageId: Readonly<Record<string, Dialect>> = {
  python: { language: 'python', grammar: 'python' },
  typescript: { language: 'typescript', grammar: 'typescript' },
  typescriptreact: { language: 'typescript', grammar: 'tsx' },
  javascript: { language: 'javascript', grammar: 'javascript' },
  javascriptreact: { language: 'javascript', grammar: 'javascript' },
};

const languageIdsByExtension: Readonly<Record<string, string>> = {
  py: 'python',
  pyi: 'python',
  pyw: 'python',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascriptreact',
};

/** The VS Code language identifiers that Await Lens reads. */
export const languageIds: readonly string[] = Object.keys(dialectsByLanguageId);

/** How to read a document of this VS Code language identifier; undefined where we cannot. */
export function dialectOf(languageId: string): Dialect | undefined {
  return Object.hasOwn(dialectsByLanguageId, languageId)
    ? dialectsByLanguageId[languageId]
    : undefined;
}

/** The VS Code language identifier that a file's extension stands for; undefined for any other file. */
export function languageIdOfFile(path: string): string | undefined {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  return extension !== undefined && Object.hasOwn(languageIdsByExtension, extension)
    ? languageIdsByExtension[extension]
    : undefined;
}
