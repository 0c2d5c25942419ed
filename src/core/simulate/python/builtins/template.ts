import type { PyDict } from '../objects/containers';
import { raise } from '../objects/exceptions';
import type { Value } from '../objects/object';
import { getAttribute } from '../operations/attributes';
import { format } from '../operations/format';
import { getItem } from '../operations/items';
import { convert } from '../compile/strings';

/** `template.format(*args, **kwargs)`: the library reference's "Format String Syntax". */
export function formatTemplate(template: string, args: readonly Value[], kwargs: PyDict): string {
  let automatic = 0;
  const field = (name: string): Value => {
    const [, first = '', rest = ''] = /^([^.[]*)(.*)$/s.exec(name) ?? [];
    let value = lookUp(first === '' ? String(automatic++) : first);
    for (const [, attribute, key] of rest.matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)) {
      if (attribute !== undefined) value = getAttribute(value, attribute);
      else if (key !== undefined) value = getItem(value, /^\d+$/.test(key) ? Number(key) : key);
    }
    return value;
  };
  const lookUp = (name: string): Value => {
    if (/^\d+$/.test(name)) {
      const value = args[Number(name)];
      if (value === undefined) {
        raise('IndexError', `Replacement index ${name} out of range for positional args tuple`);
      }
      return value;
    }
    const value = kwargs.get(name);
    if (value === undefined) raise('KeyError', name);
    return value;
  };
  const render = (text: string): string => {
    let result = '';
    for (let index = 0; index < text.length; index++) {
      const char = text[index] ?? '';
      if ((char === '{' || char === '}') && text[index + 1] === char) {
        result += char;
        index++;
      } else if (char === '{') {
        const end = closing(text, index);
        result += replacement(text.slice(index + 1, end));
        index = end;
      } else if (char === '}') {
        raise('ValueError', "Single '}' encountered in format string");
      } else {
        result += char;
      }
    }
    return result;
  };
  const replacement = (body: string): string => {
    const [, name = '', conversion = null, spec = ''] =
      /^([^!:]*)(?:!([rsa]))?(?::(.*))?$/s.exec(body) ?? [];
    return format(convert(field(name), conversion), render(spec));
  };
  return render(template);
}

/** Where the replacement field that opens at `start` ends; fields may nest in its specification. */
function closing(text: string, start: number): number {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    if (text[index] === '{') depth++;
    else if (text[index] === '}' && --depth === 0) return index;
  }
  return raise('ValueError', "expected '}' before end of string");
}
