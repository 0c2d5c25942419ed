import { mysql2, pg, prisma } from './databases';
import { axios, got, undici } from './httpClients';
import { mongodb, mongoose } from './mongo';
import { node } from './node';
import { promises } from './promises';
import type { Library } from './schema';
import { web } from './web';

/** The libraries of JavaScript and TypeScript that the catalog knows. */
export const javascriptLibraries: readonly Library[] = [
  promises,
  web,
  node,
  axios,
  undici,
  got,
  pg,
  mysql2,
  prisma,
  mongodb,
  mongoose,
];
