import { formatClassCode, leafClasses, type ClassCode } from '#shared/domain/catalogue';
import type { FormValues } from '#shared/domain/forms/form-template';
import { formatSecrecyMark } from '#shared/domain/secrecy';
import { formatSiteMinute } from '#shared/domain/site-clock';
import type { RequestStep } from '#shared/domain/view-request';
import type { Services } from '../../app/services.ts';
import type { Subject } from '../authority/index.ts';
import { readRequest } from '../requests/index.ts';
import type { FilledForm } from './filled-form.ts';
import { purposes, requestStates, stepStates } from './form-words.ts';

/** 审批表 of a request, for whoever may see the request. */
export async function fillViewRequest(services: Services, subject: Subject, id: string): Promise<FilledForm> {
  const { request, detail } = await readRequest(services, subject, id);
  const time = (iso: string | null): string => (iso === null ? '' : formatSiteMinute(new Date(iso)));
  const fields: FormValues['fields'] = {
    secrecy: formatSecrecyMark(detail.secrecy),
    number: detail.number,
    submittedAt: time(detail.submittedAt),
    person: detail.personName,
    personUnit: detail.personUnitName,
    applicantUnit: detail.applicantUnitName,
    applicant: detail.applicantName,
    secondReader: detail.secondReaderName,
    purpose: purposes[detail.purpose],
    manner: detail.wantsPrint ? '电子查阅，申请打印' : '电子查阅，不打印',
    reason: detail.reason,
    classes: detail.classCodes.map(nameOfClass).join('；'),
    minutes: `${String(detail.minutes)} 分钟`,
    state: requestStates[detail.state],
    steps: detail.steps.map(wordsOfStep).join('\n'),
    note: detail.decisionNote,
    printedBy: `${subject.displayName}　${formatSiteMinute(services.now())}`,
  };
  return { kind: 'view-request', values: { fields, lists: {} }, secrecy: detail.secrecy, event: { object: detail.number, personId: request.personId } };

  function wordsOfStep({ unitName, state, decidedByName, onBehalfOfName, decidedAt }: (typeof detail.steps)[number]): string {
    const who = decidedByName === null ? '' : `　${decidedByName}${onBehalfOfName === null ? '' : `（代 ${onBehalfOfName}）`}`;
    return `${unitName ?? '保密事项范围内'}：${stepStates[state satisfies RequestStep['state']]}${who}　${time(decidedAt)}`.trim();
  }
}

function nameOfClass(code: ClassCode): string {
  return `${formatClassCode(code)} ${leafClasses.find(leaf => leaf.code === code)?.name ?? ''}`;
}
