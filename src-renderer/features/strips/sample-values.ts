import type { StripValues } from '#shared/domain/spine-strip';

/** An invented volume for templates that nobody's file is shown in. */
export const sampleValues: StripValues = {
  name: '王建国',
  unit: '包头市人力资源和社会保障局',
  archiveNumber: 'BC20260001',
  nativePlace: '内蒙古包头',
  copy: 'original',
  ordinal: 1,
  volumeCount: 2,
  secrecy: { level: 'secret', years: 10 },
  labelNumber: '2026112900',
};
export const sampleNames = ['王芳', '王建国', '欧阳建国', '买买提·艾则孜', '阿不都热合曼·阿布都拉尤木'] as const;
