import { createPathsMatcher, getTsconfig } from 'get-tsconfig';

/** The settings that apply to a file, and where its `paths` may lead. */
export function projectOf(file: string): {
  readonly compilerOptions: NonNullable<
    NonNullable<ReturnType<typeof getTsconfig>>['config']['compilerOptions']
  >;
  readonly candidates: (specifier: string) => string[];
} {
  const found = getTsconfig(file);
  const matcher = found && createPathsMatcher(found);
  return {
    compilerOptions: found?.config.compilerOptions ?? {},
    candidates: (specifier) => matcher?.(specifier) ?? [],
  };
}
