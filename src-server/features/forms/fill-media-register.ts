import { formatSecrecyMark } from '#shared/domain/secrecy';
import { formatSiteMinute } from '#shared/domain/site-clock';
import type { Services } from '../../app/services.ts';
import type { Subject } from '../authority/index.ts';
import { readMediaRegister } from '../media/index.ts';
import type { FilledForm } from './filled-form.ts';
import { mediumKinds, mediumStates } from './form-words.ts';

/** 介质交接登记簿 of the reader's unit. */
export async function fillMediaRegister(services: Services, subject: Subject): Promise<FilledForm> {
  const { media, secrecy } = await readMediaRegister(services, subject);
  const fields = { secrecy: formatSecrecyMark(secrecy), unit: subject.unitName, count: String(media.length), printedBy: `${subject.displayName}　${formatSiteMinute(services.now())}` };
  const lists = {
    media: media.map(({ number, kind, serialNumber, secrecy: own, contents, volumes, persons, approvalNumber, state, batchNumbers }) => ({
      ...{ number, kind: mediumKinds[kind], serialNumber, secrecy: formatSecrecyMark(own), contents, volumes: String(volumes), persons: String(persons), approvalNumber },
      ...{ state: mediumStates[state], batches: batchNumbers.join('、') },
    })),
    moves: media.flatMap(({ number, moves }) => moves.map(({ to, at, handedBy, receivedBy, witness, place, cabinet, note }) => ({ number, to: mediumStates[to], at: formatSiteMinute(new Date(at)), handedBy, receivedBy, witness, place, cabinet, note }))),
  };
  return { kind: 'media-register', values: { fields, lists }, secrecy, event: { object: subject.unitName } };
}
