import { useState, type ReactElement } from 'react';
import { useNavigation } from '../../ui/place.ts';
import { ApplicationSent } from './application-sent.tsx';
import { newIdempotencyKey } from './application-form.ts';
import { ApplyForm } from './apply-form.tsx';

/** One form, one key: however often it is sent, it is one application. */
export function ApplyScreen(): ReactElement {
  const { place } = useNavigation();
  const [key, setKey] = useState(newIdempotencyKey);
  const [sent, setSent] = useState<{ readonly number: string | null } | null>(null);
  if (sent !== null) {
    return (
      <ApplicationSent
        number={sent.number}
        onAnother={() => {
          setKey(newIdempotencyKey());
          setSent(null);
        }}
      />
    );
  }
  const { personId = null, purpose = null } = place.screen === 'apply' ? place : {};
  return <ApplyForm key={key} idempotencyKey={key} preset={{ personId, purpose }} onSent={number => { setSent({ number }); }} />;
}
