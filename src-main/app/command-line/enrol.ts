import { setTimeout as delay } from 'node:timers/promises';
import type { Enrolment } from '#shared/domain/enrolment';
import type { Desk } from './desk.ts';

const askEveryMs = 500;

/** Waits for the data centre's answer; answers whether the machine is enrolled. */
async function waitForEnrolment({ call, words, print, signal }: Pick<Desk, 'call' | 'words' | 'print' | 'signal'>): Promise<boolean> {
  let told: string | null = null;
  for (;;) {
    const { state, name, fingerprint }: Enrolment = await call('enrolment.get', {});
    if (state === 'enrolled') return true;
    if (state !== 'waiting') {
      print(words.say('enrolmentEnded', { state, name }));
      return false;
    }
    if (fingerprint !== null && fingerprint !== told) print(words.say('waitingForEnrolment', { fingerprint }));
    told = fingerprint;
    await delay(askEveryMs, undefined, { signal });
  }
}

export async function enrol(desk: Desk): Promise<boolean> {
  const { call, options, words, print } = desk;
  const isEnrolled = await enrolWith(desk, options.require('code'), options.find('name'));
  if (isEnrolled) print(words.say('enrolled', { name: (await call('enrolment.get', {})).name }));
  return isEnrolled;
}

/** A code serves once: it is used by a machine that is not enrolled and does not wait already. */
export async function enrolWith(desk: Desk, code: string | undefined, wanted?: string): Promise<boolean> {
  const { state, name } = await desk.call('enrolment.get', {});
  if (code !== undefined && state !== 'enrolled' && state !== 'waiting') await desk.call('enrolment.request', { code, name: wanted ?? name });
  return waitForEnrolment(desk);
}
