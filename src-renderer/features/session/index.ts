export { ConfirmDialog } from './confirm-dialog.tsx';
export { EnrolmentScreen } from './enrolment-screen.tsx';
export { useIdleLock } from './idle-lock.ts';
export { LockScreen } from './lock-screen.tsx';
export { PasswordScreen } from './password-screen.tsx';
export { SignInScreen } from './sign-in-screen.tsx';
