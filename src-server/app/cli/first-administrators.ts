import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { createInterface, type Interface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { deriveKey, loadMasterKey } from '../../blobs/master-key.ts';
import { openDatabase } from '../../db/open-database.ts';
import { createFirstAdministrators, type FirstAdministrator } from '../../features/accounts/index.ts';
import { openAudit } from '../../features/audit/index.ts';
import { readServerConfig } from '../config.ts';

const help = `Makes the three administrators (三员) of a data centre that has no account yet: three different people, one office each.
Their one-time passwords are shown once, here; each of them is changed at the first sign-in. It works once: from then on
accounts, rights and offices come from what two or three of the administrators agree on.

  npm run first-administrators -- [--unit NAME] [--system-administrator "NAME,LOGIN,ID"] [--security-officer "NAME,LOGIN,ID"] [--auditor "NAME,LOGIN,ID"]

NAME is the person's name, LOGIN the name to sign in with, ID the identity number of 18 characters. What is not given is asked.
Works on DATABASE_URL, else on the embedded database of DANGLIAN_DATA_DIR (default data/centre; stop the data centre first).`;

const offices = [
  { office: 'system-administrator', words: '系统管理员 system administrator' },
  { office: 'security-officer', words: '安全保密管理员 security officer' },
  { office: 'auditor', words: '安全审计员 auditor' },
] as const;

const text = { type: 'string' } as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { unit: text, 'system-administrator': text, 'security-officer': text, auditor: text, help: { type: 'boolean', short: 'h' } } });
  if (values.help === true) {
    console.log(help);
    return;
  }
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const unitName = values.unit?.trim() || (await ask(asking, '单位名称 Unit that runs the data centre'));
    const administrators: FirstAdministrator[] = [];
    for (const { office, words } of offices) administrators.push({ office, ...(readPerson(values[office]) ?? (await askPerson(asking, words))) });
    await make(unitName, administrators);
  } finally {
    asking.close();
  }
}

type Person = Omit<FirstAdministrator, 'office'>;

function readPerson(given: string | undefined): Person | undefined {
  if (given === undefined) return undefined;
  const [displayName = '', loginName = '', idNumber = ''] = given.split(/[,，]/).map(part => part.trim());
  return toPerson({ displayName, loginName, idNumber });
}

async function askPerson(asking: Interface, words: string): Promise<Person> {
  console.log(`\n${words}`);
  const displayName = await ask(asking, '  姓名 Name');
  const loginName = await ask(asking, '  用户名 Login name');
  return toPerson({ displayName, loginName, idNumber: await ask(asking, '  公民身份号码 Identity number') });
}

function toPerson({ displayName, loginName, idNumber }: Person): Person {
  if (displayName === '' || loginName === '' || idNumber === '') throw new Error('A person is given as "name,login name,identity number".');
  return { displayName, loginName, idNumber: idNumber.toUpperCase() };
}

async function ask(asking: Interface, question: string): Promise<string> {
  for (;;) {
    const answer = (await asking.question(`${question}: `)).trim();
    if (answer !== '') return answer;
  }
}

async function make(unitName: string, administrators: readonly FirstAdministrator[]): Promise<void> {
  const config = readServerConfig(process.env);
  await mkdir(config.dataDirectory, { recursive: true, mode: 0o700 });
  const digestKey = deriveKey(await loadMasterKey(config.dataDirectory, config.masterKey), 'digests');
  const database = await openDatabase(config.database);
  try {
    await openAudit(database.db, { dataDirectory: config.dataDirectory });
    const made = await createFirstAdministrators({ db: database.db, digestKey, now: () => new Date() }, { unitName, administrators, machineName: hostname() });
    console.log('\n一次性口令只在这里显示一次，请分别当面交给本人。\nThe one-time passwords are shown here once; hand each to its person only.\n');
    for (const { office, displayName, loginName, oneTimePassword } of made) console.log(`  ${loginName.padEnd(20)} ${oneTimePassword.padEnd(24)} ${displayName} · ${offices.find(known => known.office === office)?.words ?? office}`);
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
