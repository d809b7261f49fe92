/**
 * What people choose when they must choose: words that stand at the top of published lists of leaked passwords, Chinese
 * ones among them, and words of this office. Kept short: what is judged is what remains of a password without them.
 */
const words = [
  'password', 'passwd', 'passw', 'pass', 'admin', 'administrator', 'root', 'user', 'guest', 'test', 'demo', 'login', 'welcome', 'letmein', 'master',
  'hello', 'iloveyou', 'love', 'monkey', 'dragon', 'shadow', 'sunshine', 'princess', 'superman', 'football', 'baseball', 'changeme', 'default',
  'secret', 'system', 'server', 'windows', 'computer', 'internet', 'google', 'android', 'huawei', 'lenovo', 'kylin', 'uos',
  'woaini', 'aini', 'zhongguo', 'china', 'beijing', 'neimeng', 'neimenggu', 'mima', 'wang', 'zhang', 'caonima', 'nihao', 'tiankong', 'xiaoming',
  'danglian', 'dangan', 'ganbu', 'zuzhibu', 'zuzhi', 'renshi', 'shiwei', 'cadre',
];
const longestFirst = [...words].sort((a, b) => b.length - a.length);

/** Rows and columns of the keyboard, and the two orders everyone knows. */
const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm', 'abcdefghijklmnopqrstuvwxyz', '0123456789'];
const reversed = rows.map(row => Array.from(row).reverse().join(''));
const shortestRun = 3;
const runs = [...rows, ...reversed].flatMap(row => listRuns(row)).sort((a, b) => b.length - a.length);

function listRuns(row: string): readonly string[] {
  const lengths = Array.from({ length: row.length - shortestRun + 1 }, (_, index) => index + shortestRun);
  return lengths.flatMap(length => Array.from({ length: row.length - length + 1 }, (_, start) => row.slice(start, start + length)));
}

/** What the digit row gives with the shift key. */
const shifted: Readonly<Record<string, string>> = { '!': '1', '@': '2', '#': '3', $: '4', '%': '5', '^': '6', '&': '7', '*': '8', '(': '9', ')': '0' };
/** Digits and signs in place of letters, as in P@ssw0rd. */
const disguised: Readonly<Record<string, string>> = { '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', $: 's', '5': 's', '7': 't' };

const replaceBy = (table: Readonly<Record<string, string>>) => (text: string): string => Array.from(text, letter => table[letter] ?? letter).join('');
const strike = (text: string, parts: readonly string[]): string => parts.reduce((rest, part) => rest.replaceAll(part, ' '), text);
const enoughLeft = 5;

/** True when hardly anything remains without common words, keyboard runs, repetitions, years and the account's own names. */
export function isCommonPassword(password: string, ownNames: readonly string[] = []): boolean {
  const text = password.toLowerCase();
  const names = ownNames.map(name => name.toLowerCase()).filter(name => name.length >= 2);
  const spellings = [text, replaceBy(shifted)(text), replaceBy(disguised)(text)];
  return spellings.some(spelling => countRest(strike(spelling, [...names, ...longestFirst])) < enoughLeft);
}

function countRest(text: string): number {
  const withoutRuns = strike(text, runs);
  const withoutYears = withoutRuns.replaceAll(/(19|20)\d\d/g, ' ');
  const withoutRepetitions = withoutYears.replaceAll(/(.)\1{2,}/gu, ' ').replaceAll(/(.{2,4})\1+/gu, '$1');
  return Array.from(withoutRepetitions.replaceAll(' ', '')).length;
}
