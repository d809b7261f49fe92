import { drawBookletCover } from '../sheets/covers.ts';
import { drawAppointmentPage, drawRegistrationPage, drawReviewPage, drawSalaryPage } from '../sheets/forms.ts';
import { longDate, yearOf } from '../sheets/facts.ts';
import { drawLetter } from '../sheets/letter.ts';
import { drawOpinionPage } from '../sheets/opinions.ts';
import { createHand } from '../drawing/text.ts';
import { drawCareerPage, drawDeclarationPage, drawKinPage, drawResumeFirstPage } from '../sheets/resume.ts';
import { yearAccounts, yearVerdicts } from '../sheets/texts.ts';
import { dayIn, endYearOf, ownPage, page, rulesPage, startYearOf, type FileMaker, type PlannedMaterial, type PlannedPage } from './planned.ts';

/** Class 1: a form of his career every dozen years. */
export function planResumes(file: FileMaker): PlannedMaterial[] {
  const [start, end] = [startYearOf(file.person), endYearOf(file.person)];
  const years = [...new Set([Math.min(end, start + 2), ...(file.isFull && end - start > 20 ? [start + 17] : [])])];
  return years.map((year, index) => {
    const date = dayIn(file.random, year);
    const pages = [
      ...(index === 0 && file.isFull ? [ownPage(file, date, facts => drawBookletCover(facts, { title: '干部履历表', issuer: '中共朔宁自治区党委组织部制' }))] : []),
      rulesPage(date, 'resume'),
      ownPage(file, date, drawResumeFirstPage),
      ownPage(file, date, drawCareerPage),
      ...(index === 0 && file.isFull ? [ownPage(file, date, drawKinPage)] : []),
      page({ date, sharedAs: `declaration-${file.office}-${String(Math.floor(year / 6))}` }, random => drawDeclarationPage({ ...file.facts(`${String(Math.floor(year / 6) * 6)}0612`, random), hand: createHand(random) })),
    ];
    return { classCode: '1', name: '干部履历表', formedOn: date, remark: '', pages };
  });
}

/** Class 3: the review of one year; its second page is the office's, the same words for everybody found competent that year. */
export function planReview(file: FileMaker, year: number): PlannedMaterial {
  const date = `${String(year)}1231`;
  const { unitName } = file.facts(date, file.random);
  const account = file.random.pick(yearAccounts);
  const opinions = page({ date, sharedAs: `review-${unitName}-${String(year)}` }, random =>
    drawOpinionPage(random, {
      title: null,
      hands: [createHand(random), createHand(random)],
      opinions: [
        { label: '主管领导评语和考核等次建议', text: yearVerdicts[year % yearVerdicts.length] ?? '', signer: '张志国', office: null, date },
        { label: '机关负责人或考核委员会意见', text: '同意。', signer: '赵德明', office: unitName, date },
        { label: '本人意见', text: '无意见。', signer: '本人已阅', office: null, date },
        { label: '未确定等次或者不参加考核情况说明', text: '无', signer: '', office: null, date },
      ],
    }),
  );
  return { classCode: '3', name: `${String(year)}年度公务员年度考核登记表`, formedOn: date, remark: '', pages: [ownPage(file, date, facts => drawReviewPage(facts, { year, account })), opinions] };
}

/** Class 9-1: what he earned before and after. */
export function planSalaryChange(file: FileMaker, { year, reason }: { readonly year: number; readonly reason: string }): PlannedMaterial {
  const date = `${String(year)}07`;
  const before = Math.round(70 * 1.105 ** (year - 1982)) * 5;
  const after = Math.round((before * file.random.between(1.06, 1.16)) / 5) * 5;
  return {
    classCode: '9-1', name: '机关工作人员工资变动审批表', formedOn: date, remark: '',
    pages: [ownPage(file, date, facts => drawSalaryPage({ ...facts, date: `${date}15`, office: '北辰市人力资源和社会保障局' }, { reason, before, after }))],
  };
}

/** Class 9-2: the form behind each appointment with its opinions, and the letter that made it known. */
export function planAppointments(file: FileMaker): PlannedMaterial[] {
  const { steps } = file.person.life;
  return steps.slice(1).slice(file.isFull ? -2 : -1).flatMap((step): PlannedMaterial[] => {
    const date = `${step.from}${String(file.random.int(2, 27)).padStart(2, '0')}`;
    const before = steps[steps.indexOf(step) - 1];
    const dismissed = before ? `${before.place}${before.post}` : '';
    const form = {
      classCode: '9-2', name: '干部任免审批表', formedOn: date, remark: '附考察材料',
      pages: [
        ownPage(file, date, facts => drawAppointmentPage(facts, { proposed: `${step.place}${step.post}`, dismissed })),
        ...(file.isFull ? [ownPage(file, date, drawKinPage)] : []),
        planAppointmentOpinions(file, date),
      ],
    } as const;
    if (!file.isFull && file.random.chance(0.7)) return [form];
    return [form, planNotice(file, { date: nextDay(date), post: `${step.place}${step.post}`, dismissed })];
  });
}

const nextDay = (date: string): string => String(Number(date) + 1);

function planAppointmentOpinions(file: FileMaker, date: string): PlannedPage {
  const year = Math.round(yearOf(date) / 5) * 5;
  const day = `${String(year)}0420`;
  return page({ date, sharedAs: `appointment-${file.office}-${String(year)}` }, random =>
    drawOpinionPage(random, {
      title: null, hands: [createHand(random), createHand(random)],
      opinions: [
        { label: '呈报单位', text: '经党组会议研究，建议任职，请审批。', signer: '刘永福', office: '北辰市人力资源和社会保障局', date: day },
        { label: '审批机关意见', text: '经部务会议研究，同意任职。', signer: '王文华', office: file.office, date: day },
        { label: '行政机关任免意见', text: '同意。', signer: '孙桂芳', office: null, date: day },
      ],
    }),
  );
}

function planNotice(file: FileMaker, { date, post, dismissed }: { readonly date: string; readonly post: string; readonly dismissed: string }): PlannedMaterial {
  const { person, office } = file;
  const number = `${office.endsWith('旗委组织部') ? '松' : office.includes('雁川') ? '雁' : '北'}组任〔${date.slice(0, 4)}〕${String(file.random.int(3, 96))}号`;
  return {
    classCode: '9-2', name: `关于${person.name}同志任职的通知`, formedOn: date, remark: '复印件',
    pages: [
      page({ date, isPhotocopy: true }, random =>
        drawLetter({
          random, head: `${office}文件`, number, title: `关于${person.name}同志\n任职的通知`, to: '各有关单位', from: office, date: longDate(date),
          paragraphs: ['经研究决定：', `任命${person.name}同志为${post}；`, ...(dismissed === '' ? [] : [`免去其${dismissed}职务。`]), '特此通知。'],
        }),
      ),
    ],
  };
}

/** Class 9-2: how he came into service. */
export function planRegistration(file: FileMaker): PlannedMaterial {
  const date = dayIn(file.random, Math.min(endYearOf(file.person), startYearOf(file.person) + 1));
  const isOld = yearOf(date) < 1997;
  return {
    classCode: '9-2', name: isOld ? '国家干部录用审批表' : '公务员登记表', formedOn: date, remark: '',
    pages: [
      ownPage(file, date, facts =>
        drawRegistrationPage(facts, {
          title: isOld ? '录用国家干部审批表' : '公务员登记表',
          boxes: [['简历', `${longDate(file.person.life.study.from)}至${longDate(file.person.life.study.until)}在${file.person.life.study.school}${file.person.life.study.major}专业学习，毕业后分配到${facts.unitName}工作。`], ['奖惩情况', '在校期间被评为三好学生一次。未受过处分。'], ['呈报单位意见', '该同志符合条件，同意上报审批。']],
        }),
      ),
    ],
  };
}
