import type { Role } from '#shared/domain/account';
import type { Level } from '#shared/domain/unit';

/** 北辰市 of 朔宁自治区: a city that exists nowhere. Every place, office and person here is invented. */
export const siteName = '北辰市干部人事档案中心';
export const cityName = '北辰市';

export type DemoUnit = {
  readonly key: string;
  readonly name: string;
  readonly parent: string | null;
  readonly level: Level;
  readonly isCustodian: boolean;
  /** The custodial unit that keeps the files of its officers. */
  readonly custodian: string;
};

const unit = (key: string, name: string, place: Omit<DemoUnit, 'key' | 'name'>): DemoUnit => ({ key, name, ...place });
const ofCity = { parent: 'city-department', level: 'city', isCustodian: false, custodian: 'city-archive' } as const;
const ofYanchuan = { parent: 'yanchuan-department', level: 'county', isCustodian: false, custodian: 'yanchuan-department' } as const;
const ofSonglan = { parent: 'songlan-department', level: 'county', isCustodian: false, custodian: 'songlan-department' } as const;

/** Region, city, county: the organisation departments form the tree of authority over files. */
export const demoUnits: readonly DemoUnit[] = [
  unit('region-department', '朔宁自治区党委组织部', { parent: null, level: 'region', isCustodian: true, custodian: 'region-department' }),
  unit('city-department', '中共北辰市委组织部', { parent: 'region-department', level: 'city', isCustodian: false, custodian: 'city-archive' }),
  unit('city-archive', '市委组织部干部档案中心', { parent: 'city-department', level: 'city', isCustodian: true, custodian: 'city-archive' }),
  unit('hr', '市人力资源和社会保障局', ofCity),
  unit('education', '市教育局', ofCity),
  unit('health', '市卫生健康委员会', ofCity),
  unit('finance', '市财政局', ofCity),
  unit('insurance', '市医疗保障局', ofCity),
  unit('transport', '市交通运输局', ofCity),
  unit('agriculture', '市农牧局', ofCity),
  unit('yanchuan-department', '中共雁川县委组织部', { parent: 'city-department', level: 'county', isCustodian: true, custodian: 'yanchuan-department' }),
  unit('yanchuan-education', '雁川县教育局', ofYanchuan),
  unit('songlan-department', '中共松岚旗委组织部', { parent: 'city-department', level: 'county', isCustodian: true, custodian: 'songlan-department' }),
  unit('songlan-water', '松岚旗水务局', ofSonglan),
];

export type DemoAccountPlan = {
  readonly loginName: string;
  readonly displayName: string;
  readonly unit: string;
  readonly role: Role;
  readonly bornOn: string;
  readonly serial: number;
};

const account = (loginName: string, displayName: string, rest: Omit<DemoAccountPlan, 'loginName' | 'displayName'>): DemoAccountPlan => ({ loginName, displayName, ...rest });

/** In the order in which one person plays them: scan, apply, approve, read, look at the log. */
export const demoAccountPlans: readonly DemoAccountPlan[] = [
  account('archivist', '陈静', { unit: 'city-archive', role: 'archivist', bornOn: '19880316', serial: 802 }),
  account('reader1', '王建华', { unit: 'hr', role: 'reader', bornOn: '19850721', serial: 811 }),
  account('reader2', '李娜', { unit: 'hr', role: 'reader', bornOn: '19920408', serial: 804 }),
  account('approver', '赵国平', { unit: 'city-archive', role: 'approver', bornOn: '19740912', serial: 813 }),
  account('auditor', '周敏', { unit: 'city-department', role: 'auditor', bornOn: '19830127', serial: 806 }),
  account('reader3', '苏日娜', { unit: 'education', role: 'reader', bornOn: '19900614', serial: 808 }),
  account('reader4', '刘洋', { unit: 'education', role: 'reader', bornOn: '19950203', serial: 815 }),
  account('archivist2', '白玉兰', { unit: 'yanchuan-department', role: 'archivist', bornOn: '19910825', serial: 820 }),
  account('approver2', '郑海涛', { unit: 'yanchuan-department', role: 'approver', bornOn: '19781130', serial: 817 }),
  account('selector', '孙立群', { unit: 'city-department', role: 'selector', bornOn: '19810519', serial: 819 }),
  account('sysadmin', '何志强', { unit: 'city-archive', role: 'system-administrator', bornOn: '19870807', serial: 821 }),
  account('security', '马晓燕', { unit: 'city-department', role: 'security-officer', bornOn: '19841211', serial: 822 }),
];
