import { createHand } from '../drawing/text.ts';
import { drawCertificateCopy } from '../sheets/certificate.ts';
import { longDate } from '../sheets/facts.ts';
import { drawRegistrationPage } from '../sheets/forms.ts';
import { drawLetter } from '../sheets/letter.ts';
import { drawOpinionPage } from '../sheets/opinions.ts';
import { dayIn, endYearOf, ownPage, page, startYearOf, type FileMaker, type PlannedMaterial } from './planned.ts';

const somewhere = (file: FileMaker): string => dayIn(file.random, file.random.int(Math.min(startYearOf(file.person) + 1, endYearOf(file.person)), endYearOf(file.person)));

type FormPlan = Pick<PlannedMaterial, 'classCode' | 'name'> & { readonly boxes: readonly (readonly [string, string])[]; readonly isUndated?: boolean };

function planForm(file: FileMaker, { classCode, name, boxes, isUndated = false }: FormPlan): PlannedMaterial {
  const date = somewhere(file);
  return { classCode, name, formedOn: isUndated ? null : date, remark: isUndated ? '无形成时间' : '', pages: [ownPage(file, date, facts => drawRegistrationPage(facts, { title: name, boxes }))] };
}

/** Class 4-2. */
const planTitle = (file: FileMaker): PlannedMaterial => {
  const form = planForm(file, { classCode: '4-2', name: '专业技术职务任职资格评审表', boxes: [['主要专业技术工作业绩', '独立承担业务工作五年以上，主持完成专项调查两项，编写操作规程一部，带教新同志三名。'], ['单位意见', '情况属实，同意推荐。']] });
  const date = form.formedOn ?? '20100601';
  const opinions = page({ date, sharedAs: 'title-opinions' }, random =>
    drawOpinionPage(random, { title: null, hands: [createHand(random), createHand(random)], opinions: [{ label: '评审组织意见', text: '经评审委员会评审，符合任职条件，同意通过。', signer: '孙桂芳', office: '北辰市专业技术职务评审委员会', date: '20091120' }, { label: '审批部门意见', text: '同意评审结果。', signer: '王文华', office: '北辰市人力资源和社会保障局', date: '20091208' }] }),
  );
  return { ...form, pages: [...form.pages, opinions] };
};

/** Class 4-3. */
const planPaper = (file: FileMaker): PlannedMaterial => planForm(file, { classCode: '4-3', name: '科研成果登记表', boxes: [['成果名称', '《基层公共服务标准化建设的实践与思考》，载《朔宁行政学刊》。'], ['评价意见', '选题切合实际，论证充分，具有一定推广价值。']] });

/** Class 5. */
const planCheck = (file: FileMaker): PlannedMaterial => planForm(file, { classCode: '5', name: '干部任前档案审核登记表', boxes: [['审核情况', '出生时间、参加工作时间、入党时间、学历学位、工作经历等信息前后一致，材料齐全。'], ['审核结论', '无异议。']] });

function planPoliticalReview(file: FileMaker): PlannedMaterial {
  const date = dayIn(file.random, startYearOf(file.person));
  const letter = page({ date }, random =>
    drawLetter({ random, head: null, number: '', title: '关于政治审查情况的证明', to: file.office, from: '雁川县人民武装部', date: longDate(date), paragraphs: [`你部来函收悉。${file.person.name}同志系我县籍人员，经向其家庭所在地了解，本人及家庭主要成员政治清楚，遵纪守法，邻里关系和睦，未发现问题。`, '特此证明。'] }),
  );
  return { classCode: '5', name: '政治审查证明材料', formedOn: date, remark: '', pages: [letter] };
}

/** Class 7. */
function planAward(file: FileMaker): PlannedMaterial {
  const date = somewhere(file);
  const copy = ownPage(file, date, facts => drawCertificateCopy(facts, { title: '荣誉证书', hasPhoto: false, issuer: '北辰市人民政府', number: `北政奖${date.slice(0, 4)}－${String(facts.random.int(12, 380))}`, text: `${file.person.name}同志：\n在${date.slice(0, 4)}年度工作中成绩突出，被评为全市先进工作者。特发此证，以资鼓励。` }));
  return { classCode: '7', name: '全市先进工作者荣誉证书复印件', formedOn: date, remark: '复印件', pages: [{ ...copy, paper: { ...copy.paper, isPhotocopy: true } }] };
}

/** Class 8. */
function planPenalty(file: FileMaker): PlannedMaterial {
  const date = somewhere(file);
  const letter = page({ date }, random =>
    drawLetter({ random, head: '中共北辰市纪律检查委员会', number: `北纪〔${date.slice(0, 4)}〕${String(random.int(2, 30))}号`, title: `关于给予${file.person.name}同志\n党内警告处分的决定`, to: file.office, from: '中共北辰市纪委', date: longDate(date), paragraphs: [`经查，${file.person.name}同志在任职期间，违反财务管理规定，审核把关不严，造成不良影响。`, '鉴于其能够主动说明情况、积极整改，经研究，决定给予其党内警告处分。', '本决定自批准之日起生效。'] }),
  );
  return { classCode: '8', name: '关于给予党内警告处分的决定', formedOn: date, remark: '', pages: [letter] };
}

/** Class 9-3. */
const planExit = (file: FileMaker): PlannedMaterial => planForm(file, { classCode: '9-3', name: '因公出国（境）人员备案表', boxes: [['出访事由', '随市农牧业考察团赴国外考察草原生态治理，为期八天。'], ['审批意见', '同意。']] });
/** Class 9-4. */
const planDelegate = (file: FileMaker): PlannedMaterial => planForm(file, { classCode: '9-4', name: '中共北辰市代表大会代表登记表', boxes: [['主要事迹', '工作勤奋，联系群众，在本单位有较高威信。'], ['选举单位意见', '经选举，当选为代表。']] });
/** Class 10. */
const planHealth = (file: FileMaker): PlannedMaterial => planForm(file, { classCode: '10', name: '录用体检表', boxes: [['检查结果', '心、肺、肝、脾未见异常，血压正常，视力左4.9、右5.0。'], ['结论', '合格。']], isUndated: true });

/** What lies in some files and not in others. */
export function planOccasional(file: FileMaker): PlannedMaterial[] {
  const { random } = file;
  const plans: readonly (readonly [probability: number, plan: (file: FileMaker) => PlannedMaterial])[] = [
    [0.3, planTitle], [0.15, planPaper], [0.45, planCheck], [0.35, planPoliticalReview], [0.5, planAward], [0.05, planPenalty], [0.1, planExit], [0.12, planDelegate], [0.35, planHealth],
  ];
  return plans.flatMap(([probability, plan]) => (random.chance(file.isFull ? probability : probability / 3) ? [plan(file)] : []));
}
