import { mysql2, pg, prisma } from './databases';
import { axios, got, undici } from './httpClients';
import { mongodb, mongoose } from './mongo';
import { node } from './node';
import { playwright } from './playwright';
import { promises } from './promises';
import { ioredis, nodeRedis } from './redisClients';
import type { Library } from './schema';
import { vscode } from './vscode';
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
  ioredis,
  nodeRedis,
  playwright,
  vscode,
];
