import { askToBeLetIn, beginTheDay, beginWork, confirmThePolicy, proposeAnAccount } from './steps/administration.ts';
import { applyInFourClicks } from './steps/apply.ts';
import { approveInTwoClicks, withdrawWhileReading } from './steps/approve.ts';
import { accountForTheReading, readTheLog } from './steps/audit.ts';
import { acceptTheBatch, beginABatch, judgeTheSample, lookAtTheMedia, openWhatCameIn, readTheReport, sendADelivery } from './steps/intake.ts';
import { printAnExcerpt } from './steps/print.ts';
import { readWhatWasGranted } from './steps/read.ts';
import { findAPerson } from './steps/roster.ts';
import { fileTheMaterial, refuseAWrongPageCount, scanAStack, workOnThePages } from './steps/scan.ts';
import { lockAndUnlock, signInAsArchivist, signInAsReader } from './steps/sign-in.ts';
import { openTheVolume } from './steps/volume.ts';
import type { Stage } from './stage.ts';

export type Step = { readonly name: string; readonly run: (stage: Stage) => Promise<void> };

/** The main job in the order in which a city does it. */
export const steps: readonly Step[] = [
  { name: 'the archivist signs in', run: signInAsArchivist },
  { name: 'locks the screen and comes back', run: lockAndUnlock },
  { name: 'finds a person by initials, pinyin, part of the name and number', run: findAPerson },
  { name: 'opens the volume and turns its pages', run: openTheVolume },
  { name: 'scans a stack from the feeder', run: scanAStack },
  { name: 'turns, moves, deletes and brings back pages', run: workOnThePages },
  { name: 'is refused with both numbers when catalogue and images differ', run: refuseAWrongPageCount },
  { name: 'files the material', run: fileTheMaterial },
  { name: 'registers a medium and begins a batch', run: beginABatch },
  { name: 'sends a supplier’s delivery, which is checked', run: sendADelivery },
  { name: 'reads the report and saves the defect sheet', run: readTheReport },
  { name: 'judges the sample by keys', run: judgeTheSample },
  { name: 'accepts what is clean and returns the rest', run: acceptTheBatch },
  { name: 'opens the volume that came in', run: openWhatCameIn },
  { name: 'finds the hand-over in the register of media', run: lookAtTheMedia },
  { name: 'an officer elsewhere signs in', run: signInAsReader },
  { name: 'applies in four clicks', run: applyInFourClicks },
  { name: 'the approver grants it in two clicks', run: approveInTwoClicks },
  { name: 'the officer reads marked pages against the clock', run: readWhatWasGranted },
  { name: 'prints an approved excerpt, outcome registered', run: printAnExcerpt },
  { name: 'the approver withdraws and the pages close within seconds', run: withdrawWhileReading },
  { name: 'the auditor sees every act', run: readTheLog },
  { name: 'accounts for who read what, what is unusual, a week and the proof', run: accountForTheReading },
  { name: 'the system administrator makes an enrolment code and proposes an account', run: proposeAnAccount },
  { name: 'a new machine asks to be let in', run: askToBeLetIn },
  { name: 'the security officer’s first day: terminal, account, rights from one list', run: beginTheDay },
  { name: 'and the policy, confirmed value by value', run: confirmThePolicy },
  { name: 'the new colleague signs in at the new machine', run: beginWork },
];
