import type { FormKind } from '#shared/domain/form-ref';
import type { FormValues } from '#shared/domain/forms/form-template';
import type { Secrecy } from '#shared/domain/secrecy';
import type { EventFacts } from '../audit/index.ts';

/** A form with what stands on it, and what the log says of whoever takes it out. */
export type FilledForm = { readonly kind: FormKind; readonly values: FormValues; readonly secrecy: Secrecy; readonly event: Pick<EventFacts, 'object' | 'personId'> };
