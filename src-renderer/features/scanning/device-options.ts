import type { DeviceOption, DeviceOptionValue } from '#shared/domain/scanning';

type Value = DeviceOptionValue['value'];

/** With this option set to a value; null takes it out, and the device keeps its own. */
export function setDeviceOption(options: readonly DeviceOptionValue[], name: string, value: Value | null): readonly DeviceOptionValue[] {
  const others = options.filter(option => option.name !== name);
  if (value === null) return others;
  const isThere = others.length < options.length;
  return isThere ? options.map(option => (option.name === name ? { name, value } : option)) : [...options, { name, value }];
}

export type OptionGroup = { readonly title: string; readonly options: readonly DeviceOption[] };

/** In the device's own groups and order. */
export function groupOptions(options: readonly DeviceOption[]): readonly OptionGroup[] {
  const titles = [...new Set(options.map(({ group }) => group))];
  return titles.map(title => ({ title, options: options.filter(({ group }) => group === title) }));
}

/** What the field shows: what was set here, else what the device has. */
export function valueOf(option: DeviceOption, set: readonly DeviceOptionValue[]): Value | null {
  return set.find(({ name }) => name === option.name)?.value ?? option.value;
}
