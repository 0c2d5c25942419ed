import { PyList } from '../objects/containers';
import type { PyException } from '../objects/exceptions';
import { machine } from '../machine';
import { items } from '../operations/iterate';
import { makeModule } from '../operations/native';
import { fullName, str } from '../operations/repr';

/** The last line of a traceback, then a line for each note that was added. */
function last(exception: PyException): string[] {
  const text = str(exception);
  const name = fullName(exception.cls).replace(/^__main__\./, '');
  const notes = exception.attributes?.get('__notes__') ?? new PyList([]);
  return [text === '' ? name : `${name}: ${text}`, ...items(notes).map(str)].map(
    (line) => `${line}\n`,
  );
}

function traceback(exception: PyException | null): string {
  if (!exception) return 'NoneType: None\n';
  return `Traceback (most recent call last):\n${last(exception).join('')}`;
}

export const tracebackModule = makeModule('traceback', {
  'print_exc(limit=None, file=None, chain=True)': () => {
    machine.write('stderr', traceback(machine.handling));
  },
  'print_exception(exc, /, *args, **kwargs)': (exception: PyException) => {
    machine.write('stderr', traceback(exception));
  },
  'format_exc(limit=None, chain=True)': () => traceback(machine.handling),
  'format_exception(exc, /, *args, **kwargs)': (exception: PyException) =>
    new PyList([traceback(exception)]),
  'format_exception_only(exc, /, value=...)': (
    exception: PyException,
    value: PyException = exception,
  ) => new PyList(last(value)),
  'print_stack()': () => null,
});
