// Loaded into a portal before it starts: each of its answers then says in a header how many questions the database was
// asked for it, by whatever part of the portal.
import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import Database from 'better-sqlite3';

/** How often the database was asked for the request that is being answered. */
const asked = new AsyncLocalStorage();

const { prepare } = Database.prototype;
Database.prototype.prepare = function watched(source) {
  const statement = prepare.call(this, source);
  for (const run of ['all', 'get', 'run', 'iterate']) {
    const its = statement[run];
    statement[run] = (...values) => {
      const counted = asked.getStore();
      if (counted) counted.questions += 1;
      return its.apply(statement, values);
    };
  }
  return statement;
};

const { emit } = http.Server.prototype;
http.Server.prototype.emit = function watched(event, ...rest) {
  if (event !== 'request') return emit.call(this, event, ...rest);
  return asked.run({ questions: 0 }, () => emit.call(this, event, ...rest));
};

const { writeHead } = http.ServerResponse.prototype;
http.ServerResponse.prototype.writeHead = function watched(...rest) {
  const counted = asked.getStore();
  if (counted) this.setHeader('x-queries', counted.questions);
  return writeHead.apply(this, rest);
};
