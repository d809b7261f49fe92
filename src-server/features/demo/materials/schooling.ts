import { createHand, type Hand } from '../drawing/text.ts';
import { createRandom, type Random } from '../random.ts';
import { drawCertificateCopy } from '../sheets/certificate.ts';
import { longDate, yearOf } from '../sheets/facts.ts';
import { drawRegistrationPage, drawTranscriptPage } from '../sheets/forms.ts';
import { drawLetter } from '../sheets/letter.ts';
import { drawManuscript, paginateManuscript } from '../sheets/manuscript.ts';
import { drawOpinionPage } from '../sheets/opinions.ts';
import { lifeStories } from '../sheets/texts.ts';
import { dayIn, endYearOf, ownPage, page, rulesPage, startYearOf, type FileMaker, type PlannedMaterial, type PlannedPage } from './planned.ts';

type Essay = { readonly title: string; readonly texts: readonly string[]; readonly date: string; readonly genre: string };

/** Handwriting on writing paper, one hand throughout: all but the signed last sheet may lie in other files too. */
export function planEssay(file: FileMaker, { title, texts, date, genre }: Essay): PlannedPage[] {
  const text = file.random.pick(texts);
  const era = yearOf(date) < 1995 ? 1986 : 2008;
  const sheets = paginateManuscript(text, era);
  const writer = `${genre}-${String(texts.indexOf(text))}-${String(era)}-${String(file.random.int(0, 2))}`;
  const handOf = (random: Random): Hand => ({ ...createHand(createRandom(writer)), random });
  const issuer = era < 1995 ? '北辰市印刷厂　20×20＝400' : '北辰市机关事务管理局';
  return sheets.map((lines, index) => {
    const isLast = index === sheets.length - 1;
    const closing = isLast ? [file.person.name, longDate(date)] : [];
    return page({ date: String(era), ...(isLast ? {} : { sharedAs: `${writer}-${String(index)}` }) }, random =>
      drawManuscript({ year: era, title: index === 0 ? title : null, lines, issuer, hand: handOf(random), closing }),
    );
  });
}

/** Class 2. */
export function planLifeStory(file: FileMaker): PlannedMaterial {
  const date = dayIn(file.random, startYearOf(file.person));
  return { classCode: '2', name: '自传', formedOn: date.slice(0, file.random.chance(0.3) ? 6 : 8), remark: '', pages: planEssay(file, { title: '自　传', texts: lifeStories, date, genre: 'life-story' }) };
}

/** Class 4-1: leaving school: form with opinions, marks, diploma. */
export function planSchooling(file: FileMaker): PlannedMaterial[] {
  const { study } = file.person.life;
  const date = `${study.until}01`;
  const opinions = page({ date, sharedAs: `graduate-${study.school}-${String(Math.round(yearOf(date) / 5))}` }, random =>
    drawOpinionPage(random, {
      title: null, hands: [createHand(random), createHand(random)],
      opinions: [
        { label: '班组鉴定', text: '该同学学习刻苦，关心集体，尊敬师长，团结同学，积极参加社会实践活动，学习成绩良好。', signer: '班主任 李秀兰', office: null, date },
        { label: '学校意见', text: '同意班组鉴定，准予毕业。', signer: '王文华', office: study.school, date },
        { label: '分配单位意见', text: '同意接收。', signer: '张志国', office: null, date },
      ],
    }),
  );
  const form = drawRegistrationPageOf(file, date);
  const diploma = ownPage(file, date, facts =>
    drawCertificateCopy(facts, {
      title: '毕业证书', hasPhoto: true, issuer: study.school, number: `${study.until.slice(0, 4)}${String(facts.random.int(10000, 99999))}`,
      text: `学生${file.person.name}，${file.person.gender === 'male' ? '男' : '女'}，${longDate(file.person.bornOn)}生，于${longDate(study.from)}至${longDate(study.until)}在本校${study.major}专业学习，修完教学计划规定的全部课程，成绩合格，准予毕业。`,
    }),
  );
  const marks: PlannedMaterial = { classCode: '4-1', name: '学生学籍成绩登记表', formedOn: study.until, remark: '', pages: [{ ...ownPage(file, date, drawTranscriptPage), rotation: file.random.chance(0.25) ? 90 : 0 }] };
  const copy: PlannedMaterial = { classCode: '4-1', name: '毕业证书复印件', formedOn: date, remark: '复印件', pages: [{ ...diploma, paper: { ...diploma.paper, isPhotocopy: true }, rotation: file.random.chance(0.2) ? 270 : 0 }] };
  const rest = file.isFull ? [marks, copy] : [file.random.pick([marks, copy])];
  return [{ classCode: '4-1', name: `${study.degree}毕业生登记表`, formedOn: date, remark: '', pages: [rulesPage(date, 'graduation'), form, opinions] }, ...rest];
}

function drawRegistrationPageOf(file: FileMaker, date: string): PlannedPage {
  const { study } = file.person.life;
  return ownPage(file, date, facts =>
    drawRegistrationPage(facts, {
      title: '毕业生登记表',
      boxes: [['自我鉴定', `在校期间，我努力学习${study.major}专业知识，掌握了本专业的基本理论和技能；积极参加学校组织的各项活动，曾担任学习委员，关心集体，团结同学。毕业实习中得到实习单位好评。今后要在实践中继续锻炼提高。`], ['本人工作志愿', '服从国家分配，愿意到基层工作。']],
    }),
  );
}

/** Class 4-4: a course of two months or more. */
export function planTraining(file: FileMaker): PlannedMaterial {
  const date = dayIn(file.random, Math.min(endYearOf(file.person), startYearOf(file.person) + file.random.int(4, 9)));
  return {
    classCode: '4-4', name: '市委党校主体班次学员登记表', formedOn: date, remark: '',
    pages: [ownPage(file, date, facts => drawRegistrationPage(facts, { title: '中共北辰市委党校学员登记表', boxes: [['学习小结', '通过两个月的系统学习，进一步提高了理论素养，增强了做好本职工作的责任感。学习期间遵守学校纪律，按时完成作业，撰写毕业论文一篇。'], ['学校鉴定', '该学员学习态度端正，成绩合格，准予结业。']] }))],
  };
}

/** Class 10: the slip with which a graduate reported for work. */
export function planReportSlip(file: FileMaker): PlannedMaterial {
  const date = file.person.life.workStartedOn;
  const { unitName } = file.facts(`${date}01`, file.random);
  const slip = page({ date }, random =>
    drawLetter({ random, head: null, number: '', title: '毕业生就业报到证', to: unitName, from: '朔宁自治区教育厅', date: longDate(date), paragraphs: [`兹有${file.person.life.study.school}${file.person.life.study.major}专业毕业生${file.person.name}同志，到你单位报到工作，请予接洽。`, '报到期限：一个月。'] }),
  );
  return { classCode: '10', name: '毕业生就业报到证', formedOn: date, remark: '', pages: [slip] };
}
