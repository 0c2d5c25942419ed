'use strict';

/**
 * An iterable like `inner`, which asks that for what it is asked for, once. `asking` is given each iterator of it, and whether its steps
 * are promises; it gives a function that is given a method of the iterator's, and gives what stands in place of it.
 */
function watched(inner, asking) {
  const forward = (key) => {
    const method = inner[key];
    if (typeof method !== 'function') return method;
    return () => {
      const iterator = Reflect.apply(method, inner, []);
      if (typeof iterator !== 'object' || iterator === null) return iterator;
      return stepping(iterator, asking(iterator, key === Symbol.asyncIterator));
    };
  };
  return {
    get [Symbol.asyncIterator]() {
      return forward(Symbol.asyncIterator);
    },
    get [Symbol.iterator]() {
      return forward(Symbol.iterator);
    },
  };
}

function stepping(iterator, ask) {
  const forward = (name) => {
    const method = iterator[name];
    return typeof method === 'function' ? ask(method) : method;
  };
  return {
    get next() {
      return forward('next');
    },
    get return() {
      return forward('return');
    },
    get throw() {
      return forward('throw');
    },
  };
}

module.exports = { watched };
