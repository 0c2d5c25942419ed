import { PyTuple, emptyTuple } from './containers';
import { PyClass, PyObject, objectClass } from './object';
import type { Value } from './object';

/** An exception object. Built-in and program-defined ones differ by class only. */
export class PyException extends PyObject {
  args: PyTuple = emptyTuple;
  cause: Value = null;
  context: PyException | null = null;
  suppressContext = false;
  /** The members of an exception group; null for any other exception. */
  members: readonly Value[] | null = null;
  /** Of an OSError: the files that it is about. */
  filenames: readonly Value[] = [];
  /** Where it was first raised, as `file:line`-less text for messages: the one-based line. */
  line: number | null = null;
}

/** Carries a Python exception through JavaScript frames. */
export class Raised extends Error {
  constructor(readonly exception: PyException) {
    super(exception.cls.name);
  }
}

/** Ends the walkthrough from anywhere; no `except` or `finally` of the program sees it. */
export class Cut extends Error {}

/** Name and base of every built-in exception, from the library reference's "Exception hierarchy". */
const hierarchy = `
BaseException object
BaseExceptionGroup BaseException
GeneratorExit BaseException
KeyboardInterrupt BaseException
SystemExit BaseException
Exception BaseException
ArithmeticError Exception
FloatingPointError ArithmeticError
OverflowError ArithmeticError
ZeroDivisionError ArithmeticError
AssertionError Exception
AttributeError Exception
BufferError Exception
EOFError Exception
ImportError Exception
ModuleNotFoundError ImportError
LookupError Exception
IndexError LookupError
KeyError LookupError
MemoryError Exception
NameError Exception
UnboundLocalError NameError
OSError Exception
BlockingIOError OSError
ChildProcessError OSError
ConnectionError OSError
BrokenPipeError ConnectionError
ConnectionAbortedError ConnectionError
ConnectionRefusedError ConnectionError
ConnectionResetError ConnectionError
FileExistsError OSError
FileNotFoundError OSError
InterruptedError OSError
IsADirectoryError OSError
NotADirectoryError OSError
PermissionError OSError
ProcessLookupError OSError
TimeoutError OSError
ReferenceError Exception
RuntimeError Exception
NotImplementedError RuntimeError
PythonFinalizationError RuntimeError
RecursionError RuntimeError
StopAsyncIteration Exception
StopIteration Exception
SyntaxError Exception
IndentationError SyntaxError
TabError IndentationError
SystemError Exception
TypeError Exception
ValueError Exception
UnicodeError ValueError
UnicodeDecodeError UnicodeError
UnicodeEncodeError UnicodeError
UnicodeTranslateError UnicodeError
Warning Exception
BytesWarning Warning
DeprecationWarning Warning
EncodingWarning Warning
FutureWarning Warning
ImportWarning Warning
PendingDeprecationWarning Warning
ResourceWarning Warning
RuntimeWarning Warning
SyntaxWarning Warning
UnicodeWarning Warning
UserWarning Warning
`;

/** Built-in exception classes by name. */
export const exceptionClasses = new Map<string, PyClass>();

for (const line of hierarchy.trim().split('\n')) {
  const [name = '', base = ''] = line.split(' ');
  const cls = new PyClass(name, [exceptionClasses.get(base) ?? objectClass]);
  cls.allocate = (made) => new PyException(made);
  exceptionClasses.set(name, cls);
}
// The one built-in exception with two bases.
exceptionClasses.set(
  'ExceptionGroup',
  new PyClass('ExceptionGroup', [
    exceptionClass('BaseExceptionGroup'),
    exceptionClass('Exception'),
  ]),
);

/** The built-in exception class of that name, which must exist. */
export function exceptionClass(name: string): PyClass {
  const cls = exceptionClasses.get(name);
  if (!cls) throw new Error(`No built-in exception ${name}`);
  return cls;
}

export function makeException(cls: PyClass | string, ...args: Value[]): PyException {
  const exception = new PyException(typeof cls === 'string' ? exceptionClass(cls) : cls);
  exception.args = new PyTuple(args);
  return exception;
}

/** Raises a new exception in the program. */
export function raise(cls: PyClass | string, ...args: Value[]): never {
  throw new Raised(makeException(cls, ...args));
}

/** Whether what was thrown is a Python exception of that class. */
export function isRaised(thrown: unknown, cls: PyClass): thrown is Raised {
  return thrown instanceof Raised && thrown.exception.cls.isSubclassOf(cls);
}

export const stopIteration = exceptionClass('StopIteration');
export const stopAsyncIteration = exceptionClass('StopAsyncIteration');
export const generatorExit = exceptionClass('GeneratorExit');
export const attributeError = exceptionClass('AttributeError');
export const exceptionBase = exceptionClass('Exception');
export const baseException = exceptionClass('BaseException');
export const baseExceptionGroup = exceptionClass('BaseExceptionGroup');
export const timeoutError = exceptionClass('TimeoutError');
