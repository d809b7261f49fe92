import type { ClassCode } from './catalogue.ts';

type TitleClass = { readonly pattern: RegExp; readonly classCode: ClassCode };

const row = (classCode: ClassCode, pattern: RegExp): TitleClass => ({ classCode, pattern });

/**
 * Which class a title speaks for; the first that matches counts, so what would mislead comes before what it misleads
 * (an award for teaching is an award, a report on a penalty lifted is of class 8). Boundaries of 2018. A proposal may be wrong
 * now and then, as a person looks at it; the rule that blocks deliveries (import-rules/class-keywords) claims less.
 */
const titleClasses: readonly TitleClass[] = [
  row('8', /处分|违纪|违法|判决书|刑事|监察建议|诫勉|核查结论|检讨/),
  row('9-3', /出国|出境|\(境\)|赴(港|澳|台)|因[公私](出|赴)/),
  row('9-4', /(党代会|人大|人民代表大会|代表大会|代表会议).*代表|代表(登记|审批|审查)表|政协委员/),
  row('10', /体检|健康|报到证|派遣证|抚恤|工伤|伤残/),
  row('4-3', /科研|论文|著作|发明|专利|成果|学术|人才(工程|计划|推荐|选拔)|优秀人才/),
  row('7', /奖(励|章|状)?(审批|登记|呈报|证书|决定|材料)|嘉奖|记功|立功|表彰|先进|模范|优秀(共产党员|党务|公务员|教师|团员|干部|工作者)|授予.*称号|三好学生/),
  row('4-2', /专业技术(职务|资格)|职称|(任职|评审)资格|资格评审|(职|执)业资格|技术等级|技师/),
  row('9-1', /工资|薪级|薪酬|津贴|套改|转正定级|级别.*登记|退休费|退职费|离休费|补贴/),
  row('9-2', /任免|任职|免职|职务.*(变动|审批|呈报)|录用|招(工|干|聘)|聘(用|任)|入伍|退伍|转业|复员|调动|调任|调入|公务员登记|参照管理.*登记|退休|离休|辞职|辞退|军官|军衔|授衔/),
  row('6', /入党|入团|(?<!优秀共产)党员|党组织|预备期|转正申请|(共青)?团员|民主党派|(民革|民盟|民建|民进|农工党|致公党|九三学社|台盟).*(登记|申请)/),
  row('5', /政(治)?审(查)?|审计|任前审核|审核(登记|认定)|认定(表|材料|意见)|干部人事档案.*审核|基本信息|身份.*认定|出生日期|参加工作时间|入党时间/),
  row('4-4', /培训|进修|研修|党校.*(学员|结业|登记)|学员(登记|鉴定)|结业/),
  row('4-1', /毕业|学历|学位|学籍|学生.*(登记|成绩|鉴定)|成绩(表|单|册|登记)|报考|考生|录取|招生|肄业|研究生.*(登记|报名)|课程/),
  row('2', /自传|个人(有关)?事项|思想(汇报|总结)|自我(总结|鉴定|剖析)|对照检查/),
  row('1', /履历|简历|(职工|教师|干部|人员)登记表|改名|(变更|更改)姓名|姓名(变更|更改)/),
  row('3', /考核|鉴定|考察|试用期|挂职|援(派|藏|疆)|民主(测评|评议)|述职|评价/),
  row('10', /介绍信|通知书|情况说明|户口|户籍|委托|证明/),
];

/** 考察材料 that led to an appointment lies behind its 任免审批表; alone it is of class 3. */
const attachment = /考察(材料|报告)/;

/** Patterns with gaps are slow on endless text. */
const longestTitle = 120;

/** `lastClass`: of the material that lies before it. */
export function classOfTitle(title: string, lastClass: ClassCode | null): ClassCode | null {
  const text = title.slice(0, longestTitle).normalize('NFKC').replace(/\s+/g, '');
  if (text.length < 2) return null;
  if (attachment.test(text) && !text.includes('任免')) return lastClass === '9-2' ? '9-2' : '3';
  return titleClasses.find(({ pattern }) => pattern.test(text))?.classCode ?? null;
}
