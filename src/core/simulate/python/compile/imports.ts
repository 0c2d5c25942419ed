import { Completion, PyModule } from '../objects/functions';
import type { Code } from '../objects/functions';
import { machine } from '../machine';
import { findAttribute, unknownMember } from '../operations/attributes';
import type { Statement } from '../syntax/ast';
import { plain } from './code';
import type { Context } from './context';
import { storeName } from './names';

export function compileImport(
  context: Context,
  node: Statement & { type: 'Import' },
): Code<Completion> {
  const aliases = node.names.map(({ name, asname }) => {
    const [top = name] = name.split('.');
    const bound = asname ?? top;
    return { name, top, asname, store: storeName(bound, context.scope.access(bound)) };
  });
  return plain((frame) => {
    machine.at = node.site;
    for (const { name, top, asname, store } of aliases) {
      const module = machine.importModule(name);
      // `import a.b` binds `a`, `import a.b as c` binds `a.b`.
      store(frame, asname === null && top !== name ? machine.importModule(top) : module);
    }
    return Completion.Normal;
  });
}

export function compileImportFrom(
  context: Context,
  node: Statement & { type: 'ImportFrom' },
): Code<Completion> {
  const aliases = node.names.map(({ name, asname }) => {
    const bound = asname ?? name;
    return { name, store: storeName(bound, context.scope.access(bound)) };
  });
  return plain((frame) => {
    machine.at = node.site;
    const module = machine.importModule(node.module);
    for (const { name, store } of aliases) {
      if (name === '*') {
        if (!(module instanceof PyModule)) continue;
        for (const [key, value] of module.names) {
          if (!key.startsWith('_')) frame.globals.set(key, value);
        }
        continue;
      }
      const value = findAttribute(module, name);
      if (value !== undefined) store(frame, value);
      else store(frame, unknownMember(node.module, name));
    }
    return Completion.Normal;
  });
}
