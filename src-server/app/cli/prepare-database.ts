import { parseArgs } from 'node:util';
import { openDatabase } from '../../db/open-database.ts';
import { drawSecondNet, RoleRefused } from '../../db/second-net.ts';

const help = `Prepares a PostgreSQL for a data centre that runs under a role of its own, which owns nothing: brings the tables up to
date as their owner, gives that role what it needs and no more (the log can be added to, not rewritten), and puts row
security on people, files and requests. Run it once, and again with each new version; it may be run at any time.

  DANGLIAN_OWNER_DATABASE_URL=postgres://owner@host/danglian npm run prepare-database -- --role danglian_run

Then start the data centre with DATABASE_URL=postgres://danglian_run@host/danglian. It refuses tables of another version.
The owner's password is needed here only: keep it off the machine that runs the data centre. Back up as a role with
BYPASSRLS: row security holds for the owner too.`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { role: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  const url = process.env.DANGLIAN_OWNER_DATABASE_URL;
  if (values.help === true || values.role === undefined || url === undefined) {
    console.log(help);
    return;
  }
  const database = await openDatabase({ kind: 'postgres', url, maxConnections: 2 });
  try {
    await drawSecondNet(database.db, values.role);
    console.log(`The tables are up to date, and ${values.role} may use them.`);
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof RoleRefused ? error.message : error);
  process.exitCode = 1;
});
