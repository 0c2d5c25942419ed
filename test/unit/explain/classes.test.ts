import { check } from './explainedTrees';

const base = `module.exports = (Base) => class Saver extends Base {
  async save() {
    await this.load();
  }
  async [Symbol.for('flush')]() {}
};
`;
const loader = `module.exports = (Base) => class Loader extends Base {
  load() {
    return fetch('/');
  }
};
`;
const composed = `const { EventEmitter } = require('events');
const mixins = [require('./loader.js'), require('./saver.js')];
class Store extends mixins.reduce((Base, mixin) => mixin(Base), EventEmitter) {}
async function main() {
  await new Store().save();
  await new Store().load();
}
`;

describe('mixins', () => {
  check({
    'are folded into a class by reduce': [
      { '/store.js': composed, '/saver.js': base, '/loader.js': loader },
      {
        callee: 'saver.Saver.save',
        detail: 'Saver.save(): the HTTP response from / at line 3 of saver.js',
      },
      { callee: 'fetch', waitsFor: 'network' },
    ],
    'have what the classes that they are mixed into have': [
      { '/saver.js': base, '/loader.js': loader, '/store.js': composed },
      { callee: 'fetch', waitsFor: 'network' },
    ],
  });
});

const builder = `class Query {
  constructor(sql) {
    this.sql = sql;
  }
}
makeAwaitable(Query);
function makeAwaitable(Target) {
  Target.prototype.then = function (resolve, reject) {
    return fetch('/' + this.sql).then(resolve, reject);
  };
  Target.prototype.hint = function () {
    return this;
  };
}
Query.one = (sql) => new Query(sql);
async function main() {
  await new Query('a').hint();
  await Query.one('b');
}
`;

describe('a class that a function adds to', () => {
  check({
    'is a thenable if it is given then(), also through a static of its own': [
      { '/query.js': builder },
      { waitsFor: 'network', lens: "waits for the HTTP response from '/' + this.sql" },
      { waitsFor: 'network' },
    ],
  });
});

describe('a promise of a class of its own', () => {
  check({
    'gives what the type of its base says': [
      {
        '/page.ts':
          "class Page {\n  next(): Promise<Page> {\n    return fetch('/next').then(() => new Page());\n  }\n}\nclass Paged<T> extends Promise<T> {}\nclass Pages extends Paged<Page> {\n  async second() {\n    const page = await this;\n    await page.next();\n  }\n}\n",
      },
      { waitsFor: 'promise' },
      { waitsFor: 'network' },
    ],
  });
});

describe('a function that a function gives', () => {
  check({
    'sees what the call around it was given': [
      {
        '/limit.js':
          "const limited = (load) => async () => {\n  await load();\n};\nasync function main() {\n  const one = limited(() => fetch('/one'));\n  await one();\n}\n",
      },
      { callee: 'fetch', waitsFor: 'network' },
      { detail: 'one(): the HTTP response from /one at line 2' },
    ],
  });
});

const channels = `abstract class Channel {
  abstract send<T>(message: T): Promise<void>;
  abstract ping(): Promise<number>;
}
class Wire extends Channel {
  async send<T>(message: T) {
    await fetch('/send');
  }
}
async function main(channel: Channel) {
  await channel.send('a');
  await channel.ping();
}
`;

describe('an abstract method', () => {
  check({
    'is that of the classes that extend its own, or what its type says': [
      { '/channel.ts': channels },
      { callee: 'fetch' },
      { callee: 'Wire.send', detail: 'Wire.send(): the HTTP response from /send at line 7' },
      { callee: 'channel.ping', waitsFor: 'promise' },
    ],
  });
});
