export { writeAutomaticCodes } from './automatic-codes.ts';
export { createCode, sweepCodes } from './enrolment-codes.ts';
export { createFirstCode } from './first-terminal.ts';
export { createRevocations, type Revocations } from './revocations.ts';
export { noteUse, requireTerminal, type KnownTerminal } from './terminal-access.ts';
export { terminalHandlers } from './terminal-handlers.ts';
