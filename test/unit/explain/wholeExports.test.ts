import { check } from './explainedTrees';

const cluster = `module.exports = class Cluster {
  async connect() { await new Promise((resolve) => setTimeout(resolve, 20)); }
};
`;
const admin =
  'module.exports = ({ cluster }) => ({ connect: async () => { await cluster.connect(); } });\n';
const connects = { lens: 'runs Cluster.connect(), which waits for a 20 ms timer' };

describe('a function that is all that its file exports', () => {
  check({
    'is called by the name that other files import it under': [
      {
        '/app/admin.js': admin,
        '/app/package.json': '{"name": "app"}',
        '/app/cluster.js': cluster,
        '/app/main.js':
          "const makeAdmin = require('./admin');\nconst Cluster = require('./cluster');\nmakeAdmin({ cluster: new Cluster() });\n",
      },
      connects,
    ],
    'goes by the name of its folder': [
      {
        '/app/admin/index.js': admin,
        '/app/package.json': '{"name": "app"}',
        '/app/cluster.js': cluster,
        '/app/main.js':
          "const makeAdmin = require('./admin');\nconst Cluster = require('./cluster');\nmakeAdmin({ cluster: new Cluster() });\n",
      },
      connects,
    ],
    'may be the default export of a module': [
      {
        '/app/admin.js': admin.replace('module.exports =', 'export default'),
        '/app/package.json': '{"name": "app"}',
        '/app/cluster.js': cluster,
        '/app/main.js':
          "import makeAdmin, { other } from './admin.js';\nimport Cluster from './cluster.js';\nmakeAdmin({ cluster: new Cluster() });\n",
      },
      connects,
    ],
    'is not another of the same name': [
      {
        '/app/admin.js': admin,
        '/app/package.json': '{"name": "app"}',
        '/app/cluster.js': cluster,
        '/app/other/admin.js': 'module.exports = () => null;\n',
        '/app/main.js':
          "const makeAdmin = require('./other/admin');\nconst Cluster = require('./cluster');\nmakeAdmin({ cluster: new Cluster() });\n",
      },
      { waitsFor: 'unknown' },
    ],
  });
});

describe('a member whose name is a symbol that an object keeps', () => {
  check({
    'is what the constructor sets': [
      {
        '/app/client.js': `const PRIVATE = { LOAD: Symbol('load'), OTHER: Symbol('other') };
class Client {
  constructor() {
    this[PRIVATE.OTHER] = () => null;
    this[PRIVATE.LOAD] = () => new Promise((resolve) => setTimeout(resolve, 20));
  }
  async load() { await this[PRIVATE.LOAD](); }
}
`,
      },
      { waitsFor: 'timer' },
    ],
  });
});

describe('a parameter that is unpacked', () => {
  check({
    'is what its comment says of its members': [
      {
        '/a.js': `/**
 * @param {object} options
 * @param {Response} options.response
 * @param {Request} options.response.request
 */
const load = async ({ response }) => { await response.text(); };
`,
      },
      { callee: 'Response.text' },
    ],
    'is not what the comment says of another': [
      {
        '/a.js': `/**
 * @param {object} options
 * @param {Response} options.other
 */
const load = async ({ response }) => { await response.text(); };
`,
      },
      { waitsFor: 'unknown' },
    ],
  });
});

describe('a class without a name', () => {
  check({
    'leaves its methods to go by their own': [
      {
        '/core.js': `exports = module.exports = internals.Core = class {
  async stop() { await this.close(); }
  async close() { await fetch('/a'); }
};
`,
      },
      {
        lens: 'runs close(), which waits for the HTTP response from /a',
        callee: 'close',
        wokenBy:
          'When the headers have arrived, the promise is resolved and the rest is queued as a microtask. Once close() has returned, the await here goes on.',
      },
      { waitsFor: 'network' },
    ],
  });
});
