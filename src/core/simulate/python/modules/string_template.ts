import { PyDict } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { dictGet } from '../operations/hash';
import { define, defineGetters, nativeClass } from '../operations/native';
import { str } from '../operations/repr';

/* `string.Template`. */

export const templateClass = nativeClass('Template', 'string', () => new Template());

class Template extends PyObject {
  text = '';

  constructor() {
    super(templateClass);
  }

  /** Replaces `$name`, `${name}` and `$$`; `missing` tells what stands for a name without a value. */
  fill(mapping: Value, named: PyDict, missing: (name: string, whole: string) => string): string {
    const find = (name: string): Value | undefined =>
      dictGet(named, name) ?? (mapping instanceof PyDict ? dictGet(mapping, name) : undefined);
    return this.text.replace(
      /\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g,
      (whole, escaped?: string, plain?: string, braced?: string) => {
        if (escaped !== undefined) return '$';
        const name = plain ?? braced ?? '';
        const value = find(name);
        return value === undefined ? missing(name, whole) : str(value);
      },
    );
  }
}

define(templateClass, {
  '__init__(self, template)': (self: Template, text: Value) => {
    self.text = str(text);
  },
  'substitute(self, mapping=None, /, **kws)': (self: Template, mapping: Value, named: PyDict) =>
    self.fill(mapping, named, (name) => raise('KeyError', name)),
  'safe_substitute(self, mapping=None, /, **kws)': (
    self: Template,
    mapping: Value,
    named: PyDict,
  ) => self.fill(mapping, named, (_, whole) => whole),
});
defineGetters(templateClass, { template: (self: Template) => self.text });
