import type { DeviceOption, DeviceOptionValue } from '#shared/domain/scanning';
import type { SaneOption } from './sane-addon.ts';

/** What the desk sets by itself from source, mode, resolution and paper. */
const ownNames: readonly string[] = ['source', 'mode', 'depth', 'resolution', 'x-resolution', 'y-resolution', 'tl-x', 'tl-y', 'br-x', 'br-y', 'page-width', 'page-height', 'preview'];
/** A device that names more than a person reads is taken at its first ones. */
const maxOptions = 150;
const maxChoices = 200;

const cut = (text: string): string => text.slice(0, 200);

/**
 * Everything else that the device lets be set, in its own order, groups and words. Buttons do something at once, and tables of
 * numbers (gamma) are no setting that a person makes: both are left out.
 */
export function deviceOptionsOf(options: readonly SaneOption[], alsoOwn: readonly string[]): readonly DeviceOption[] {
  const found: DeviceOption[] = [];
  let group = '';
  for (const option of options) {
    if (option.type === 'group') group = cut(option.title);
    else if (isOffered(option) && !alsoOwn.includes(option.name)) found.push(describe(option, group));
  }
  return found.slice(0, maxOptions);
}

function isOffered({ name, type, isSettable, value }: SaneOption): boolean {
  return name !== '' && name.length <= 100 && type !== 'button' && isSettable && !Array.isArray(value) && !ownNames.includes(name);
}

function describe(option: SaneOption, group: string): DeviceOption {
  const { name, title, unit, range, numbers, strings, value, isActive } = option;
  return {
    ...{ name, title: cut(title), group, unit, isActive },
    kind: kindOf(option),
    range: range === null ? null : { min: range.min, max: range.max, step: Math.max(range.quant, 0) },
    choices: [...strings.map(cut), ...numbers].slice(0, maxChoices),
    // `as`: tables were left out above.
    value: value as DeviceOptionValue['value'] | null,
  };
}

function kindOf({ type, strings }: SaneOption): DeviceOption['kind'] {
  if (type === 'bool') return 'switch';
  if (type === 'string') return strings.length > 0 ? 'choice' : 'text';
  return 'number';
}
