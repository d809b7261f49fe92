import { createHand } from '../drawing/text.ts';
import { drawBookletCover } from '../sheets/covers.ts';
import { yearOf } from '../sheets/facts.ts';
import { drawRegistrationPage } from '../sheets/forms.ts';
import { drawManuscript, paginateManuscript } from '../sheets/manuscript.ts';
import { drawOpinionPage } from '../sheets/opinions.ts';
import { partyApplications, probationTexts, vows } from '../sheets/texts.ts';
import { planEssay } from './schooling.ts';
import { ownPage, page, rulesPage, startYearOf, type FileMaker, type PlannedMaterial, type PlannedPage } from './planned.ts';

/** Class 6: admission to the party, or to the league only. */
export function planParty(file: FileMaker): PlannedMaterial[] {
  const { joinedPartyOn } = file.person.life;
  if (joinedPartyOn === null) return [planLeague(file)];
  const year = yearOf(joinedPartyOn);
  const applied = `${String(year - 1)}0${joinedPartyOn.slice(5, 6) === '0' ? '9' : joinedPartyOn.slice(5, 6)}15`;
  const confirmed = `${String(year + 1)}${joinedPartyOn.slice(4)}`;
  return [
    { classCode: '6', name: '入党申请书', formedOn: applied, remark: '', pages: planEssay(file, { title: '入党申请书', texts: partyApplications, date: applied, genre: 'application' }) },
    { classCode: '6', name: '入党志愿书', formedOn: joinedPartyOn, remark: '', pages: planAdmission(file, joinedPartyOn) },
    ...(file.isFull ? [planConfirmation(file, confirmed)] : []),
  ];
}

function planConfirmation(file: FileMaker, date: string): PlannedMaterial {
  return { classCode: '6', name: '转正申请书', formedOn: date.slice(0, 6), remark: '', pages: planEssay(file, { title: '转正申请书', texts: probationTexts, date, genre: 'probation' }) };
}

function planAdmission(file: FileMaker, date: string): PlannedPage[] {
  const era = String(Math.floor(yearOf(date) / 6) * 6);
  const day = `${era}0701`;
  const vow = file.random.pick(vows);
  const lines = paginateManuscript(vow, 2008)[0] ?? [];
  const branch = `${file.office}机关委员会`.replace('中共', '');
  return [
    ...(file.isFull ? [ownPage(file, date, facts => drawBookletCover(facts, { title: '中国共产党入党志愿书', issuer: '编号：　　　　　　', isRed: true }))] : []),
    rulesPage(date, 'admission'),
    ownPage(file, date, facts => drawRegistrationPage(facts, { title: '入党志愿书（基本情况）', boxes: [['本人经历', `${file.person.life.study.school}毕业后到${facts.unitName}工作。`], ['何时何地何原因受过何种奖励', '单位先进工作者一次。'], ['其他需要说明的问题', '无。']] })),
    page({ date, sharedAs: `vow-${String(vows.indexOf(vow))}-${era}` }, random => drawManuscript({ hand: createHand(random), year: 2008, title: '入 党 志 愿', lines, closing: [], issuer: '' })),
    page({ date, sharedAs: `admission-${file.office}-${era}` }, random =>
      drawOpinionPage(random, {
        title: null, hands: [createHand(random), createHand(random), createHand(random)],
        opinions: [
          { label: '入党介绍人意见', text: '该同志对党有正确的认识，入党动机端正，工作积极肯干，群众基础好，已基本具备党员条件，愿意介绍其入党。', signer: '李秀兰', office: null, date: day },
          { label: '支部大会决议', text: '支部大会讨论认为，该同志符合党员条件。应到会党员十二名，实到十一名，经无记名投票，一致同意接收为预备党员。', signer: '刘永福', office: null, date: day },
          { label: '上级党组织审批意见', text: '同意接收为中共预备党员。', signer: '赵德明', office: branch, date: day },
        ],
      }),
    ),
  ];
}

function planLeague(file: FileMaker): PlannedMaterial {
  const date = `${String(startYearOf(file.person) - 5)}0504`;
  return {
    classCode: '6', name: '入团志愿书', formedOn: date, remark: '',
    pages: [
      ownPage(file, date, facts => drawRegistrationPage(facts, { title: '入团志愿书', boxes: [['入团志愿', '我自愿加入中国共产主义青年团，遵守团的章程，执行团的决议，履行团员义务，努力学习，积极工作。'], ['介绍人意见', '该同学思想进步，学习努力，同意介绍入团。'], ['支部大会决议', '同意接收为共青团员。']] })),
    ],
  };
}
