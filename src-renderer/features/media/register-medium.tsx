import { useState, type ReactElement } from 'react';
import type { Medium } from '#shared/domain/medium';
import { MoveForm } from './move-form.tsx';
import { RegisterForm } from './register-form.tsx';

/** Registers a carrier and its hand-over in one go: only a received one can be read from. Left half-way, the entry stays as registered. */
export function RegisterMedium({ onDone, onClose }: { readonly onDone: (medium: Medium) => void; readonly onClose: () => void }): ReactElement {
  const [registered, setRegistered] = useState<Medium | null>(null);
  return registered === null ? (
    <RegisterForm onDone={setRegistered} onClose={onClose} />
  ) : (
    <MoveForm medium={registered} to="received" onDone={onDone} onClose={onClose} />
  );
}
