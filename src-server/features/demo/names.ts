import type { Gender } from '#shared/domain/person';
import type { Random } from './random.ts';

const surnames = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段');
const compoundSurnames = ['欧阳', '上官', '司马', '诸葛', '尉迟', '慕容', '令狐', '皇甫'] as const;
const maleGiven = Array.from('伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林阳建国志文海峰春庆福永德成荣国栋卫东少云立新学义振邦');
const femaleGiven = Array.from('芳娜敏静丽艳娟霞秀英玲燕玉萍红月梅琳洁雪倩婷慧莉兰凤晶欣妍佳颖桂香淑珍雅琴春晓云彩蓉瑞馨');
const minority = [
  { gender: 'male', ethnicity: '维吾尔族', names: ['买买提·吐尔逊', '阿不都拉·艾合买提', '艾尔肯·玉素甫', '库尔班·尼牙孜'] },
  { gender: 'female', ethnicity: '维吾尔族', names: ['阿依古丽·买买提', '热依汗·吐尔逊', '古丽娜·艾尔肯'] },
  { gender: 'male', ethnicity: '哈萨克族', names: ['叶尔江·哈力木', '巴合提·努尔兰'] },
  { gender: 'male', ethnicity: '蒙古族', names: ['巴图', '苏和', '孛儿只斤·朝鲁', '那日苏'] },
  { gender: 'female', ethnicity: '蒙古族', names: ['其其格', '乌云高娃', '萨仁图雅'] },
] as const;

export type NamedPerson = { readonly name: string; readonly gender: Gender; readonly ethnicity: string };

const given = (random: Random, gender: Gender): string => {
  const pool = gender === 'male' ? maleGiven : femaleGiven;
  const first = random.pick(pool);
  const second = random.pick(pool);
  return first === second || random.chance(0.3) ? first : first + second;
};

/** A name of the Han majority, two or three characters, now and then with a compound surname. */
export function makeCommonName(random: Random): NamedPerson {
  const gender: Gender = random.chance(0.6) ? 'male' : 'female';
  const surname = random.chance(0.04) ? random.pick(compoundSurnames) : random.pick(surnames.slice(0, random.chance(0.55) ? 14 : surnames.length));
  const isHan = random.chance(0.86);
  return { name: surname + given(random, gender), gender, ethnicity: isHan ? '汉族' : random.pick(['蒙古族', '回族', '满族', '达斡尔族']) };
}

function makeMinorityName(random: Random, groups: readonly (typeof minority)[number][]): NamedPerson {
  const group = random.pick<(typeof minority)[number]>(groups);
  return { name: random.pick(group.names), gender: group.gender, ethnicity: group.ethnicity };
}

/** A roll with what makes rosters hard: persons of the same name, compound surnames, one-character given names, names with `·`. */
export function makeRoll(random: Random, count: number): NamedPerson[] {
  const roll: NamedPerson[] = [];
  const taken = new Set<string>();
  while (roll.length < count) {
    const person = chooseName(random, roll.length);
    if (taken.has(person.name)) continue;
    taken.add(person.name);
    roll.push(person);
  }
  return roll.map((person, index) => roll[namesakes.get(index) ?? index] ?? person);
}

/** Two pairs of the same name, told apart by unit and identity number only. */
const namesakes: ReadonlyMap<number, number> = new Map([[22, 2], [37, 12]]);

/** Chance decides, but each kind of name is there whatever the seed. */
function chooseName(random: Random, place: number): NamedPerson {
  if (place === 7) return { name: random.pick(compoundSurnames) + given(random, 'male'), gender: 'male', ethnicity: '汉族' };
  if (place === 9) return makeMinorityName(random, minority.slice(0, 3));
  const isCommon = place === 2 || place === 12 || random.chance(0.86);
  return isCommon ? makeCommonName(random) : makeMinorityName(random, minority);
}
