import { cellBox, drawGrid, type Cell } from '../drawing/grid.ts';
import { drawPortrait } from '../drawing/portrait.ts';
import { drawSeal } from '../drawing/seal.ts';
import { fonts, printText, writeParagraph, writeText } from '../drawing/text.ts';
import type { Kin } from '../life.ts';
import { atLeast, genderName, longDate, shortDate, yearOf, type SheetFacts } from './facts.ts';

const pageNumber = (number: number): string => printText({ x: 1050, y: 2880 }, `— ${String(number)} —`, { size: 34, anchor: 'middle' });

/** Upper half of most personnel forms: label and value in turn, the photograph at the right. */
export function drawIdentityBlock(facts: SheetFacts, { y, isTyped = false }: { readonly y: number; readonly isTyped?: boolean }): string {
  const { person, hand, random } = facts;
  const { life } = person;
  const value = (text: string): Partial<Cell> => (isTyped ? { typed: text } : { written: text });
  const pairs: readonly (readonly [string, string])[] = [
    ['姓　名', person.name], ['性　别', genderName(person)], ['出生年月', shortDate(person.bornOn)],
    ['民　族', person.ethnicity], ['籍　贯', person.nativePlace], ['出生地', person.nativePlace],
    ['入党时间', life.joinedPartyOn === null ? '—' : shortDate(life.joinedPartyOn)], ['参加工作\n时　间'.replace('\n', ''), shortDate(life.workStartedOn)], ['健康状况', '健康'],
  ];
  const cells = pairs.flatMap(([label, text], index): Cell[] => {
    const [row, column] = [Math.floor(index / 3), (index % 3) * 2];
    return [{ row, column, label }, { row, column: column + 1, ...value(text) }];
  });
  const photo: Cell = { row: 0, column: 6, down: 4 };
  const grid = {
    x: 210, y, hand,
    columns: [190, 270, 190, 310, 190, 250, 300],
    rows: [125, 125, 125, 125],
    cells: [
      ...cells, photo,
      { row: 3, column: 0, label: '学　历' }, { row: 3, column: 1, ...value(life.study.degree) },
      { row: 3, column: 2, label: '毕业院校及专业', size: 32 }, { row: 3, column: 3, across: 3, ...value(`${life.study.school}　${life.study.major}`) },
    ],
  };
  const box = cellBox(grid, photo);
  const inset = { x: box.x + 18, y: box.y + 40, width: box.width - 36, height: box.height - 80 };
  return drawGrid(grid) + drawPortrait(random, inset, { isFemale: person.gender === 'female', isOld: yearOf(facts.date) < 1996 });
}

export function drawResumeFirstPage(facts: SheetFacts): string {
  const { person, unitName, hand } = facts;
  const lower = drawGrid({
    x: 210, y: 860, hand,
    columns: [300, 700, 300, 400],
    rows: [130, 130, 130, 130, 420, 600],
    cells: [
      { row: 0, column: 0, label: '身份证号码' }, { row: 0, column: 1, written: person.idNumber }, { row: 0, column: 2, label: '曾用名' }, { row: 0, column: 3, written: '无' },
      { row: 1, column: 0, label: '现任职务' }, { row: 1, column: 1, across: 3, written: `${unitName}${person.post}` },
      { row: 2, column: 0, label: '政治面貌' }, { row: 2, column: 1, written: person.politicalStatus }, { row: 2, column: 2, label: '婚姻状况' }, { row: 2, column: 3, written: person.life.kin.length > 2 ? '已婚' : '未婚' },
      { row: 3, column: 0, label: '熟悉何种外语及程度', size: 32 }, { row: 3, column: 1, written: '英语，一般' }, { row: 3, column: 2, label: '有何专长' }, { row: 3, column: 3, written: '公文写作' },
      { row: 4, column: 0, label: '何时何地经何人介绍参加中国共产党', size: 34 }, { row: 4, column: 1, across: 3, align: 'left', written: describeAdmission(facts) },
      { row: 5, column: 0, label: '何时何地何原因受过何种奖励或处分', size: 34 }, { row: 5, column: 1, across: 3, align: 'left', written: `${String(yearOf(facts.date) - 2)}年度考核优秀，受嘉奖一次。\n未受过处分。` },
    ],
  });
  return printText({ x: 1050, y: 260 }, '干 部 履 历 表', { size: 84, font: fonts.song, weight: 700, anchor: 'middle' }) + drawIdentityBlock(facts, { y: 360 }) + lower + pageNumber(1);
}

function describeAdmission({ person, unitName, random }: SheetFacts): string {
  const { joinedPartyOn } = person.life;
  if (joinedPartyOn === null) return '未加入。';
  const [first, second] = [random.pick(['张志国', '李秀兰', '刘永福']), random.pick(['王文华', '赵德明', '孙桂芳'])];
  return `${longDate(joinedPartyOn)}在${unitName}机关党支部，经${first}、${second}同志介绍加入中国共产党。`;
}

export function drawCareerPage(facts: SheetFacts): string {
  const { person, hand } = facts;
  const { study, steps } = person.life;
  const rows = [
    { from: study.from, until: study.until, text: `${study.school}${study.major}专业学习`, post: '学生' },
    ...steps.map(step => ({ from: step.from, until: step.until, text: `在${step.place}工作`, post: step.post })),
  ];
  const cells = atLeast<(typeof rows)[number] | null>(rows, 14, null).flatMap((row, index): Cell[] => [
    { row: index + 1, column: 0, ...(row ? { written: shortDate(row.from) } : {}), size: 46 },
    { row: index + 1, column: 1, ...(row ? { written: row.until === null ? '至今' : shortDate(row.until) } : {}), size: 46 },
    { row: index + 1, column: 2, ...(row ? { written: row.text } : {}), size: 48 },
    { row: index + 1, column: 3, ...(row ? { written: row.post } : {}), size: 46 },
    { row: index + 1, column: 4, ...(row ? { written: index % 2 === 0 ? '张志国' : '赵德明' } : {}), size: 46 },
  ]);
  return (
    printText({ x: 1050, y: 250 }, '学 习 和 工 作 简 历', { size: 64, font: fonts.song, weight: 700, anchor: 'middle' }) +
    drawGrid({
      x: 210, y: 320, hand, columns: [210, 210, 720, 310, 250], rows: [130, ...Array.from({ length: 14 }, () => 165)],
      cells: [
        { row: 0, column: 0, label: '起（年月）' }, { row: 0, column: 1, label: '止（年月）' }, { row: 0, column: 2, label: '在何地何部门' },
        { row: 0, column: 3, label: '任何职务' }, { row: 0, column: 4, label: '证明人' }, ...cells,
      ],
    }) + pageNumber(2)
  );
}

export function drawKinPage(facts: SheetFacts): string {
  const empty: Kin = { relation: '', name: '', born: '', politics: '', work: '' };
  const cells = atLeast<Kin>(facts.person.life.kin, 9, empty).flatMap(({ relation, name, born, politics, work }, index): Cell[] =>
    [relation, name, born, politics, work].map((written, column) => ({ row: index + 1, column, written, size: 48 })),
  );
  return (
    printText({ x: 1050, y: 250 }, '家 庭 主 要 成 员 和 重 要 社 会 关 系', { size: 60, font: fonts.song, weight: 700, anchor: 'middle' }) +
    drawGrid({
      x: 210, y: 320, hand: facts.hand, columns: [200, 280, 230, 280, 710], rows: [130, ...Array.from({ length: 9 }, () => 220)],
      cells: [{ row: 0, column: 0, label: '称谓' }, { row: 0, column: 1, label: '姓名' }, { row: 0, column: 2, label: '出生年月' }, { row: 0, column: 3, label: '政治面貌' }, { row: 0, column: 4, label: '工作单位及职务' }, ...cells],
    }) + pageNumber(3)
  );
}

/** Last page: what else the filler declares, his signature, the office's check and seal. */
export function drawDeclarationPage(facts: SheetFacts): string {
  const { hand, random, date, office } = facts;
  const grid = { x: 210, y: 250, hand, columns: [240, 1460], rows: [1050, 1050], cells: [{ row: 0, column: 0, label: '其他需要说明的问题' }, { row: 0, column: 1 }, { row: 1, column: 0, label: '组织审核意见' }, { row: 1, column: 1 }] };
  const said = writeParagraph(hand, '以上所填内容属实，无其他需要向组织说明的问题。', { box: { x: 490, y: 330, width: 1340, height: 500 }, size: 58, leading: 105 });
  const checked = writeParagraph(hand, '经与本人档案核对，所填内容属实，同意归档。', { box: { x: 490, y: 1420, width: 1340, height: 500 }, size: 58, leading: 105 });
  return drawGrid(grid) + said + checked + printText({ x: 1180, y: 1230 }, `填表日期：${longDate(date)}`, { size: 42 }) + printText({ x: 1180, y: 2200 }, `（盖章）　　${longDate(date)}`, { size: 42 }) + drawSeal(random, office, { x: 1440, y: 2080 }) + writeText(hand, '经办：陈静', { x: 520, y: 2200, size: 56 }) + pageNumber(4);
}
