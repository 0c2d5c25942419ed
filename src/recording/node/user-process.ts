/**
 * What recorders/node loads inside the user's process, as one bundle (dist/node-instrument.js): the parser and the
 * transpiler are libraries, and the recorder itself uses nothing but Node's own modules.
 */

import { createPathsMatcher, getTsconfig } from 'get-tsconfig';

export { instrument } from './instrument';
export { concerns, isModule } from './parsing';
export { transpile } from './transpile';

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
