import type { Finding, Report } from './findings.ts';

type Words = { readonly zh: string; readonly en: string };

type Describe<Kind extends Finding['kind']> = (finding: Extract<Finding, { readonly kind: Kind }>) => Words;

/** This program runs alone, on any machine with Node: it has its words with it. */
const describe: { readonly [Kind in Finding['kind']]: Describe<Kind> } = {
  edited: ({ event, part }) => editWords[part](String(event)),
  deleted: at => ({ zh: `第 ${range(at)} 号事件被删除`, en: `events ${range(at)} were deleted` }),
  swapped: ({ event, other }) => ({ zh: `第 ${String(event)} 号与第 ${String(other)} 号事件被互换`, en: `events ${String(event)} and ${String(other)} were swapped` }),
  renumbered: ({ by, ...at }) => ({ zh: `第 ${range(at)} 号事件被改号（原号与现号相差 ${String(by)}）`, en: `events ${range(at)} were renumbered (their own numbers differ by ${String(by)})` }),
  repeated: ({ event }) => ({ zh: `第 ${String(event)} 号事件重复或次序颠倒`, en: `event ${String(event)} is repeated or out of order` }),
  unreadable: ({ event }) => ({ zh: `第 ${String(event)} 号事件不是本系统写入的格式`, en: `event ${String(event)} was not written by this system` }),
  rechained: at => ({ zh: `第 ${range(at)} 号之间的事件被改写，并重新计算了哈希链`, en: `something among events ${range(at)} was rewritten and the chain computed anew` }),
  truncated: at => ({ zh: `末尾的第 ${range(at)} 号事件被截去`, en: `events ${range(at)} were cut off the end` }),
  'rolled-back': at => ({ zh: `整个日志被退回到以前的状态，第 ${range(at)} 号事件丢失`, en: `the whole log was rolled back to an earlier state; events ${range(at)} are lost` }),
  'forged-note': ({ source }) => ({ zh: `检查点不是本日志签发的：${source}`, en: `a checkpoint was not signed by this log: ${source}` }),
  forked: ({ size, source }) => ({
    zh: `对同样 ${String(size)} 个事件签发过两个不同的检查点：${source}`,
    en: `two different checkpoints were signed over ${String(size)} events: ${source}`,
  }),
  'export-cut': () => ({ zh: '导出文件不完整（传输中被截断或被改动）', en: 'the export file is incomplete (cut or changed on its way)' }),
};

const editWords = {
  payload: (event: string): Words => ({ zh: `第 ${event} 号事件的内容被修改`, en: `the bytes of event ${event} were edited` }),
  columns: (event: string): Words => ({ zh: `第 ${event} 号事件的查询字段被修改（原文未变）`, en: `the columns of event ${event} were edited (its bytes were not)` }),
  link: (event: string): Words => ({ zh: `第 ${event} 号事件被替换，与下一号不再衔接`, en: `event ${event} was replaced: the next one does not continue it` }),
};

export function describeFinding(finding: Finding): Words {
  // `as`: the table has for each kind the function that takes it, which a union of functions cannot express.
  const words = describe[finding.kind] as (finding: Finding) => Words;
  return words(finding);
}

/** The verdict first, then how far it reaches. */
export function describeVerdict({ findings, events, anchors, anchoredUpTo, signedUpTo }: Report): Words {
  if (findings.length > 0) return { zh: '日志已被改动！', en: 'THE LOG HAS BEEN CHANGED' };
  if (anchors === 0) {
    return {
      zh: `日志自身前后一致（${String(events)} 个事件，已签 ${String(signedUpTo)} 个），但没有提供外部检查点，不能排除整体退回或截尾。`,
      en: `The log is consistent in itself (${String(events)} events, ${String(signedUpTo)} of them signed), but no checkpoint from outside was given: a rolled back or cut log cannot be excluded.`,
    };
  }
  return {
    zh: `日志完整：${String(events)} 个事件，外部检查点证明到第 ${String(anchoredUpTo)} 号，日志自身的签名到第 ${String(signedUpTo)} 号。`,
    en: `The log is intact: ${String(events)} events, proved from outside up to event ${String(anchoredUpTo)}, signed by the log up to event ${String(signedUpTo)}.`,
  };
}

function range({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? String(from) : `${String(from)}–${String(to)}`;
}
