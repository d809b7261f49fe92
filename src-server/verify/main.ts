import { createReadStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { readNoteKey, type NoteKey } from '#shared/proof/signed-note';
import { noteTools } from './proof-tools.ts';
import { describeFinding, describeVerdict } from './texts.ts';
import { ExportUnreadable, verifyExport } from './verify-export.ts';

const help = `danglian-verify 核验审计日志 / verifies an exported audit log

  node danglian-verify.js --key KEY EXPORT [ANCHOR…]

  --key KEY   日志的公钥：一行文字，或存放它的文件（不要取自被核验的数据库）
              the public key of the log: its one line, or a file that holds it (not from the database that is verified)
  EXPORT      审计员导出的日志文件 / the file exported by the auditor
  ANCHOR      在数据库之外保存的检查点：终端、光盘、纸面录入
              checkpoints kept outside the database: from terminals, discs, typed from paper
  --json      结果用 JSON 输出 / the result as JSON

  0 完整 intact   1 已被改动 changed   2 无法核验 cannot be verified   3 一致，但没有外部检查点 consistent, no checkpoint from outside`;

const exitCodes = { intact: 0, changed: 1, unreadable: 2, unanchored: 3 } as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { key: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
  const [file, ...anchorFiles] = positionals;
  if (values.help === true || values.key === undefined || file === undefined) {
    say(help);
    return values.help === true ? exitCodes.intact : exitCodes.unreadable;
  }
  const anchors = anchorFiles.map(path => ({ source: basename(path), note: readFileSync(path, 'utf8') }));
  const report = await verifyExport({ lines: createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity }), key: readKey(values.key), anchors });
  if (values.json === true) say(JSON.stringify(report));
  else {
    const lines = [describeVerdict(report), ...report.findings.map(describeFinding)];
    for (const { zh, en } of lines) say(`${zh}\n  ${en}`);
    if (report.hidden > 0) say(`另有 ${String(report.hidden)} 处未列出\n  ${String(report.hidden)} more not listed`);
  }
  if (report.findings.length > 0) return exitCodes.changed;
  return report.anchors === 0 ? exitCodes.unanchored : exitCodes.intact;
}

function readKey(given: string): NoteKey {
  const key = readNoteKey(noteTools, given) ?? readNoteKey(noteTools, readFileSync(given, 'utf8'));
  if (key === undefined) throw new ExportUnreadable(`${given} is not a public key of a log`);
  return key;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`无法核验 / cannot be verified: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = exitCodes.unreadable;
  },
);
