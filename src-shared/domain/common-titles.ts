import { classCodes, type ClassCode } from './catalogue.ts';

/**
 * Titles that most files contain, per leaf class, offered while the name is typed. Names follow the forms themselves;
 * boundaries as in the sorting rules of 2018 (考察材料 lies behind its 任免审批表 in 9-2; 招工, 入伍 and 公务员登记 are 9-2; 审计 is 5).
 */
export const commonTitles: Readonly<Record<ClassCode, readonly string[]>> = {
  '1': ['干部履历表', '干部简历表', '职工登记表', '更改姓名的材料'],
  '2': ['自传', '个人有关事项报告表', '个人思想汇报'],
  '3': ['年度考核登记表', '干部考核材料', '挂职锻炼鉴定表', '试用期满考核表', '考察材料'],
  '4-1': ['高等学校毕业生登记表', '高等学校学生登记表', '学生学习成绩表', '报考登记表', '学历证书复印件', '学位证书复印件', '授予学位申请表', '中专毕业生登记表'],
  '4-2': ['专业技术职务任职资格评审表', '专业技术职务聘任表', '专业技术资格考试合格登记表', '职业资格证书复印件'],
  '4-3': ['科研成果获奖证书', '著作、论文目录', '优秀人才推荐表'],
  '4-4': ['党校学员登记表', '培训结业鉴定表', '干部培训考核登记表'],
  '5': ['政治审查结论', '任期经济责任审计结果报告', '干部人事档案任前审核登记表', '干部基本信息审核认定表', '出生日期认定材料'],
  '6': ['入党志愿书', '入党申请书', '转正申请书', '党员登记表', '入团志愿书', '民主党派成员登记表'],
  '7': ['先进工作者审批表', '优秀共产党员审批表', '记功审批表', '嘉奖审批表', '先进事迹材料'],
  '8': ['处分决定', '解除处分决定', '判决书', '核查结论'],
  '9-1': ['工资变动审批表', '工资级别登记表', '转正定级审批表', '工资套改审批表', '退休费计算表'],
  '9-2': ['干部任免审批表', '干部调动审批表', '公务员录用审批表', '公务员登记表', '招工审批表', '应征公民入伍登记表', '退伍军人登记表', '退休审批表', '考察材料'],
  '9-3': ['因公出国(境)审批表', '因私出国(境)审批表'],
  '9-4': ['党代会代表登记表', '人大代表登记表', '政协委员登记表'],
  '10': ['体检表', '报到证', '工伤认定材料', '情况说明', '抚恤材料'],
};

/** Titles that contain what was typed, those of the class first; all of the class for an empty field. Without a class, of every class. */
export function suggestTitles(classCode: ClassCode | null, typed: string): readonly string[] {
  const text = typed.trim();
  const own = classCode === null ? [] : commonTitles[classCode];
  const others = text === '' ? [] : classCodes.flatMap(code => commonTitles[code]);
  return [...new Set([...own, ...others])].filter(title => title !== text && title.includes(text));
}
