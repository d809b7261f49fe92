import { drawGrid, type Cell } from '../drawing/grid.ts';
import { drawSeal } from '../drawing/seal.ts';
import { svg } from '../drawing/svg.ts';
import { fonts, printText, writeParagraph } from '../drawing/text.ts';
import type { Random } from '../random.ts';
import { drawIdentityBlock } from './resume.ts';
import { atLeast, genderName, longDate, shortDate, type SheetFacts } from './facts.ts';

const heading = (title: string, y = 250): string => printText({ x: 1050, y }, title, { size: Array.from(title).length > 12 ? 66 : 80, font: fonts.song, weight: 700, anchor: 'middle', spacing: Array.from(title).length > 10 ? 2 : 14 });

/** 年度考核登记表: identity on top, then the year's own account of his work. */
export function drawReviewPage(facts: SheetFacts, { year, account }: { readonly year: number; readonly account: string }): string {
  const { person, unitName, hand, date } = facts;
  const frame = drawGrid({
    x: 210, y: 420, hand, columns: [220, 330, 180, 250, 270, 450], rows: [120, 120, 120, 1980],
    cells: [
      { row: 0, column: 0, label: '姓　名' }, { row: 0, column: 1, written: person.name }, { row: 0, column: 2, label: '性别' }, { row: 0, column: 3, written: genderName(person) }, { row: 0, column: 4, label: '出生年月' }, { row: 0, column: 5, written: shortDate(person.bornOn) },
      { row: 1, column: 0, label: '政治面貌' }, { row: 1, column: 1, written: person.politicalStatus }, { row: 1, column: 2, label: '民族' }, { row: 1, column: 3, written: person.ethnicity }, { row: 1, column: 4, label: '任现职时间' }, { row: 1, column: 5, written: shortDate(person.life.steps.at(-1)?.from ?? '') },
      { row: 2, column: 0, label: '单位及职务' }, { row: 2, column: 1, across: 5, written: `${unitName}　${person.post}` },
      { row: 3, column: 0, label: '个人总结' }, { row: 3, column: 1, across: 5 },
    ],
  });
  return (
    heading('公务员年度考核登记表') + printText({ x: 1050, y: 360 }, `（${String(year)} 年度）`, { size: 50, anchor: 'middle' }) + frame +
    writeParagraph(hand, account, { box: { x: 460, y: 830, width: 1410, height: 1760 }, size: 55, leading: 92 }) + printText({ x: 1250, y: 2720 }, `签名：${person.name}　${longDate(date)}`, { size: 38 })
  );
}

/** 干部任免审批表, typed: the form behind every appointment. */
export function drawAppointmentPage(facts: SheetFacts, { proposed, dismissed }: { readonly proposed: string; readonly dismissed: string }): string {
  const { person, unitName, hand } = facts;
  const career = [
    `${shortDate(person.life.study.from)}—${shortDate(person.life.study.until)}　${person.life.study.school}${person.life.study.major}专业学习`,
    ...person.life.steps.map(step => `${shortDate(step.from)}—${step.until === null ? '　　　 ' : shortDate(step.until)}　${step.place}${step.post}`),
  ].join('\n');
  return (
    heading('干部任免审批表') + drawIdentityBlock(facts, { y: 330, isTyped: true }) +
    drawGrid({
      x: 210, y: 830, hand, columns: [250, 1450], rows: [125, 125, 125, 1500],
      cells: [
        { row: 0, column: 0, label: '现 任 职 务' }, { row: 0, column: 1, typed: `${unitName}${person.post}`, align: 'left' },
        { row: 1, column: 0, label: '拟 任 职 务' }, { row: 1, column: 1, typed: proposed, align: 'left' }, { row: 2, column: 0, label: '拟 免 职 务' }, { row: 2, column: 1, typed: dismissed, align: 'left' },
        { row: 3, column: 0, label: '简历' }, { row: 3, column: 1, typed: career, align: 'left', size: 44 },
      ],
    }) + printText({ x: 210, y: 2860 }, '中共北辰市委组织部制', { size: 34 })
  );
}

/** A form with the identity block and boxes of free text under it: graduates, party members, trainees, titles. */
export function drawRegistrationPage(facts: SheetFacts, { title, boxes }: { readonly title: string; readonly boxes: readonly (readonly [label: string, text: string])[] }): string {
  const { hand } = facts;
  const height = 1860 / boxes.length;
  const cells = boxes.flatMap(([label], row): Cell[] => [{ row, column: 0, label }, { row, column: 1 }]);
  const texts = boxes.map(([, text], row) => writeParagraph(hand, text, { box: { x: 430, y: 870 + row * height, width: 1440, height: height - 50 }, size: 55, leading: 92 }));
  return heading(title) + drawIdentityBlock(facts, { y: 340 }) + drawGrid({ x: 210, y: 840, hand, columns: [190, 1510], rows: boxes.map(() => height), cells }) + texts.join('');
}

/** 工资变动审批表: before, after, by which document. */
export function drawSalaryPage(facts: SheetFacts, { reason, before, after }: { readonly reason: string; readonly before: number; readonly after: number }): string {
  const { person, unitName, hand, random, date, office } = facts;
  const amounts = (total: number): number[] => [Math.round(total * 0.58), Math.round(total * 0.27), Math.round(total * 0.15)];
  const [was, becomes] = [amounts(before), amounts(after)];
  const rows = ['职务工资', '级别工资', '津贴补贴'].map((label, index): Cell[] => [
    { row: 5 + index, column: 0, label }, { row: 5 + index, column: 1, across: 2, typed: `${String(was[index] ?? 0)}.00` }, { row: 5 + index, column: 3, across: 2, typed: `${String(becomes[index] ?? 0)}.00` },
    { row: 5 + index, column: 5, typed: `${String((becomes[index] ?? 0) - (was[index] ?? 0))}.00` },
  ]);
  const frame = drawGrid({
    x: 210, y: 400, hand, columns: [300, 330, 230, 260, 270, 310], rows: [130, 130, 130, 200, 120, 120, 120, 120, 120, 900],
    cells: [
      { row: 0, column: 0, label: '姓　　名' }, { row: 0, column: 1, typed: person.name }, { row: 0, column: 2, label: '性　别' }, { row: 0, column: 3, typed: genderName(person) }, { row: 0, column: 4, label: '出生年月' }, { row: 0, column: 5, typed: shortDate(person.bornOn) },
      { row: 1, column: 0, label: '工作单位' }, { row: 1, column: 1, across: 3, typed: unitName }, { row: 1, column: 4, label: '职　务' }, { row: 1, column: 5, typed: person.post },
      { row: 2, column: 0, label: '参加工作时间' }, { row: 2, column: 1, typed: shortDate(person.life.workStartedOn) }, { row: 2, column: 2, label: '学　历' }, { row: 2, column: 3, typed: person.life.study.degree }, { row: 2, column: 4, label: '执行时间' }, { row: 2, column: 5, typed: shortDate(date) },
      { row: 3, column: 0, label: '变动原因' }, { row: 3, column: 1, across: 5, typed: reason, align: 'left' },
      { row: 4, column: 0, label: '项　　目' }, { row: 4, column: 1, across: 2, label: '变动前（元/月）' }, { row: 4, column: 3, across: 2, label: '变动后（元/月）' }, { row: 4, column: 5, label: '增减（元）' }, ...rows.flat(),
      { row: 8, column: 0, label: '合　　计' }, { row: 8, column: 1, across: 2, typed: `${String(before)}.00` }, { row: 8, column: 3, across: 2, typed: `${String(after)}.00` }, { row: 8, column: 5, typed: `${String(after - before)}.00` },
      { row: 9, column: 0, label: '审批机关意见' }, { row: 9, column: 1, across: 5 },
    ],
  });
  return (
    heading('机关工作人员工资变动审批表') + printText({ x: 210, y: 370 }, `填报单位：${unitName}`, { size: 38 }) + frame +
    writeParagraph(hand, '经审核，同意按上述标准执行。', { box: { x: 560, y: 1640, width: 1200, height: 300 }, size: 60, leading: 100 }) + printText({ x: 1300, y: 2340 }, longDate(date), { size: 44 }) + drawSeal(random, office, { x: 1440, y: 2200 })
  );
}

const subjects = ['政治理论', '大学语文', '高等数学', '外国语', '体育', '计算机基础', '专业概论', '统计学原理', '经济法', '应用写作', '管理学原理', '专业实习', '哲学', '社会调查', '毕业论文'] as const;

/** 学籍成绩表: typed marks by term, the registrar's seal over the foot. */
export function drawTranscriptPage(facts: SheetFacts): string {
  const { person, hand, random } = facts;
  const { study } = person.life;
  const mark = (): string => String(random.int(66, 96));
  const rows = atLeast<string | null>(subjects, 18, null).flatMap((subject, index): Cell[] => [
    { row: index + 1, column: 0, ...(subject === null ? {} : { typed: subject }) },
    ...[1, 2, 3, 4].map((column): Cell => ({ row: index + 1, column, ...(subject !== null && random.chance(0.55) ? { typed: mark() } : {}) })),
  ]);
  return (
    heading(`${study.school}学生成绩登记表`) + printText({ x: 210, y: 380 }, `姓名：${person.name}　　专业：${study.major}　　学制起止：${shortDate(study.from)}—${shortDate(study.until)}`, { size: 42 }) +
    drawGrid({ x: 210, y: 430, hand, columns: [700, 250, 250, 250, 250], rows: [120, ...Array.from({ length: 18 }, () => 112)], cells: [{ row: 0, column: 0, label: '课　程' }, ...['一', '二', '三', '四'].map((term, index): Cell => ({ row: 0, column: index + 1, label: `第${term}学年` })), ...rows] }) +
    printText({ x: 1180, y: 2720 }, `教务处（章）　${longDate(study.until)}`, { size: 40 }) + drawSeal(random, `${study.school}教务处`, { x: 1450, y: 2640, radius: 190 })
  );
}

/** Printed instructions on the back of a form; the print of the front shines through. */
export function drawInstructions(random: Random, { title, rules }: { readonly title: string; readonly rules: readonly string[] }): string {
  const lines = rules.map((rule, index) => printText({ x: 300, y: 560 + index * 130 }, `${String(index + 1)}．${rule}`, { size: 46 }));
  const ghost = Array.from({ length: 7 }, () => svg`<path d="M${random.between(200, 500)},${random.between(1500, 2700)} h${random.between(700, 1300)}" stroke="#8a8170" stroke-width="5" fill-opacity="0.14" stroke-opacity="0.14"/>`);
  return printText({ x: 1050, y: 380 }, title, { size: 64, font: fonts.song, weight: 700, anchor: 'middle', spacing: 20 }) + lines.join('') + ghost.join('');
}
