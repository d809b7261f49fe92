import type { WindowDriver } from '../../support/window-driver.ts';
import type { Stage } from '../stage.ts';
import { demand, goToTask, showScreen } from './moves.ts';

const rows = { selector: 'tbody tr' };
type Found = { readonly name: string; readonly archiveNumber: string };

/** Takes whom the roster shows first with a volume, and finds him again in every way a user would try. */
export async function findAPerson(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await goToTask(window, '名册');
  await window.waitFor(rows);
  await showScreen(window, '04-roster');
  await window.choose('有无档案', '有档案');
  await window.waitUntil(() => ![...document.querySelectorAll('tbody tr td:last-child')].some(cell => cell.textContent === '无'));
  const person = await pickPerson(window);
  stage.notes.set('person', person.name);
  stage.notes.set('archiveNumber', person.archiveNumber);
  await window.fill('查找人员', 'zzzzqqqq');
  await window.waitFor({ text: '没有找到符合条件的人员' });
  await showScreen(window, '05-roster-none');
  for (const query of [person.name, person.name.slice(1), person.archiveNumber]) {
    await window.fill('查找人员', query);
    await window.waitUntil(name => document.querySelector('tbody tr')?.textContent.includes(name), person.name);
  }
  await window.waitUntil(() => document.querySelectorAll('tbody tr').length === 1);
}

/** The first row with a volume and a name of three characters. */
async function pickPerson(window: WindowDriver): Promise<Found> {
  const found = await window.evaluate(() => {
    const all = [...document.querySelectorAll('tbody tr')].map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent));
    return all.find(cells => cells.some(text => /^\d+ 卷$/.test(text)) && cells[0]?.length === 3);
  });
  const [name = '', , , , , archiveNumber = ''] = found ?? [];
  demand(name !== '' && archiveNumber !== '', 'somebody with a volume on the first page of the roster');
  return { name, archiveNumber };
}
