import { createContext, type ComponentType } from 'react';
import type { FormRef } from '#shared/domain/form-ref';

/** Shows a filled form, where the edition has forms; null elsewhere, and nobody offers one. */
export const FormSlotContext = createContext<ComponentType<{ readonly form: FormRef; readonly onClose: () => void }> | null>(null);
