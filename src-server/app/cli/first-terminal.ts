import { hostname } from 'node:os';
import { openDatabase } from '../../db/open-database.ts';
import { openAudit } from '../../features/audit/index.ts';
import { createFirstCode } from '../../features/terminals/index.ts';
import { readServerConfig } from '../config.ts';

const help = `Makes the code with which the first terminal of a data centre enrols, so that the security officer has a place to sign
in and approve the others. Good once, for 24 hours; refused as soon as one terminal has a valid certificate.

  npm run first-terminal

Works on DATABASE_URL, else on the embedded database of DANGLIAN_DATA_DIR (default data/centre; stop the data centre first).`;

async function main(): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    console.log(help);
    return;
  }
  const config = readServerConfig(process.env);
  const database = await openDatabase(config.database);
  try {
    await openAudit(database.db, { dataDirectory: config.dataDirectory });
    const code = await createFirstCode(database.db, { machineName: hostname(), now: new Date() });
    if (code === undefined) throw new Error('已有在用的终端，请由安全保密管理员批准新的终端。\nA terminal is in use already: others are approved by the security officer.');
    console.log(`首台终端的入网码（一次有效，24 小时内使用） Code of the first terminal (once, within 24 hours):\n\n  ${code}\n`);
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
