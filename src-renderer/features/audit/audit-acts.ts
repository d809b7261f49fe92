import { serverApi } from '#shared/contract/server-api';

/** Everything that can stand in an audit row: the operations of the data centre, the doors beside them that carry bytes, and what the data centre does by itself. */
export const auditActs: readonly string[] = [...Object.keys(serverApi), 'pages.read', 'prints.read', 'uploads.write', 'audit.export', 'intake.readPage', 'intake.readDefects', 'intake.readTemplate', 'intake.check', 'intake.commit', 'intake.return', 'intake.sweep', 'media.readRegister', 'volumes.export', 'log.broken', 'clock.went-back'];

/** Acts in groups of their noun, for the filter: `requests` → `requests.submit`, `requests.approve`, … */
export function groupActs(acts: readonly string[] = auditActs): readonly { readonly noun: string; readonly acts: readonly string[] }[] {
  const nouns = [...new Set(acts.map(nounOf))];
  return nouns.map(noun => ({ noun, acts: acts.filter(act => nounOf(act) === noun) }));
}

function nounOf(act: string): string {
  return act.split('.')[0] ?? act;
}

/** An act of a newer data centre that this terminal has no words for is shown by its name. */
export function isKnownAct(act: string): boolean {
  return auditActs.includes(act);
}
