export { ConfirmDialog } from './confirm-dialog.tsx';
export { EnrolmentScreen } from './enrolment-screen.tsx';
export { useIdleLock } from './idle-lock.ts';
export { KeyHint } from './key-hint.tsx';
export { LockScreen } from './lock-screen.tsx';
export { PasswordScreen } from './password-screen.tsx';
export { isPinLongEnough, PinField } from './pin-field.tsx';
export { usableKeysOf, usePresentKeys, type UsableKey } from './present-keys.ts';
export { SignInScreen } from './sign-in-screen.tsx';
