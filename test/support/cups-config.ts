import { execFileSync } from 'node:child_process';
import { chmod, copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';

const isRoot = process.getuid?.() === 0;

/** As root, cupsd gives its filters to another user; as an ordinary user everything is that user's. */
function owners(): { readonly user: string; readonly group: string; readonly systemGroup: string } {
  if (isRoot) return { user: 'lp', group: 'lp', systemGroup: 'lpadmin' };
  const group = execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
  return { user: userInfo().username, group, systemGroup: group };
}

function filesConf(root: string): string {
  const { user, group, systemGroup } = owners();
  return `ServerRoot ${root}/etc
ServerBin ${root}/lib
DataDir /usr/share/cups
DocumentRoot /usr/share/cups/doc-root
RequestRoot ${root}/spool
TempDir ${root}/spool/tmp
CacheDir ${root}/cache
StateDir ${root}/run
ServerKeychain ${root}/etc/ssl
AccessLog ${root}/log/access_log
ErrorLog ${root}/log/error_log
PageLog ${root}/log/page_log
User ${user}
Group ${group}
SystemGroup ${systemGroup}
Sandboxing relaxed
Printcap
`;
}

/** For jobs the rules that CUPS is delivered with; administration needs no password. */
function cupsdConf(root: string, port: number): string {
  return `LogLevel info
Listen 127.0.0.1:${String(port)}
Listen ${root}/cups.sock
Browsing Off
DefaultAuthType None
DefaultEncryption Never
WebInterface No
JobRetryInterval 2
JobRetryLimit 3
PreserveJobHistory Yes
PreserveJobFiles Yes
ErrorPolicy retry-current-job
<Location />
Order allow,deny
Allow localhost
</Location>
<Policy default>
JobPrivateAccess default
JobPrivateValues default
SubscriptionPrivateAccess default
SubscriptionPrivateValues default
<Limit Send-Document Send-URI Hold-Job Release-Job Set-Job-Attributes Close-Job Cancel-Job>
Require user @OWNER @SYSTEM
Order deny,allow
</Limit>
<Limit All>
Order deny,allow
Allow localhost
</Limit>
</Policy>
`;
}

/** Backends are copied: those that not everyone may execute are run as root, which fails for an ordinary user. */
async function placePrograms(root: string): Promise<void> {
  await mkdir(join(root, 'lib', 'backend'), { recursive: true });
  for (const folder of ['filter', 'daemon', 'driver', 'monitor', 'notifier', 'cgi-bin']) await symlink(`/usr/lib/cups/${folder}`, join(root, 'lib', folder));
  await copyFile('/usr/lib/cups/backend/ipp', join(root, 'lib', 'backend', 'ipp'));
  await chmod(join(root, 'lib', 'backend', 'ipp'), 0o755);
}

/** Writes all that a cupsd of its own needs below `root`; keep that path short, a socket lies in it. Answers cupsd's arguments. */
export async function writeCupsConfig(root: string, port: number): Promise<readonly string[]> {
  await chmod(root, 0o755);
  for (const folder of ['etc/ppd', 'etc/ssl', 'spool/tmp', 'cache', 'run', 'log']) await mkdir(join(root, folder), { recursive: true });
  await placePrograms(root);
  const files = join(root, 'etc', 'cups-files.conf');
  const daemon = join(root, 'etc', 'cupsd.conf');
  await writeFile(files, filesConf(root));
  await writeFile(daemon, cupsdConf(root, port));
  return ['-f', '-c', daemon, '-s', files];
}
