import { useState, type ReactElement } from 'react';
import { useNavigation } from '../../ui/place.ts';
import { ApplicationSent } from './application-sent.tsx';
import { newIdempotencyKey } from './application-form.ts';
import { ApplyForm } from './apply-form.tsx';

/** One form, one key: however often it is sent, it is one application. */
export function ApplyScreen(): ReactElement {
  const { place } = useNavigation();
  const [key, setKey] = useState(newIdempotencyKey);
  const [number, setNumber] = useState<string | null>(null);
  if (number !== null) {
    return (
      <ApplicationSent
        number={number}
        onAnother={() => {
          setKey(newIdempotencyKey());
          setNumber(null);
        }}
      />
    );
  }
  const presetPersonId = place.screen === 'apply' ? (place.personId ?? null) : null;
  return <ApplyForm key={`${key} ${presetPersonId ?? ''}`} idempotencyKey={key} presetPersonId={presetPersonId} onSent={setNumber} />;
}
