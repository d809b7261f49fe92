import { describe, expect, test } from 'vitest';
import { findRoots } from '../../../../src-server/features/intake/packages/find-roots.ts';

const rootsOf = (...paths: readonly string[]): readonly string[] => findRoots(paths).map(({ root }) => root);

describe('the volumes inside an upload', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['class folders at the top', ['1.履历材料/0101.jpg', '目录.xlsx'], ['']],
    ['one person', ['张三/1.履历材料/0101.jpg', '张三/目录.xlsx'], ['张三']],
    ['layers above and below', ['张三/原图/1.履历/0101.jpg', '张三/高清图/1.履历/0101.jpg', '张三/6.党团/优化图像/0101.jpg'], ['张三']],
    ['several persons and a list of them', ['批/张三/1/0101.jpg', '批/李四/1/0101.jpg', '批/清单.xlsx'], ['批/张三', '批/李四']],
    ['one person with a list of what was handed over', ['第一批/张三/1/0101.jpg', '第一批/交接清单.xlsx'], ['第一批/张三']],
    ['a catalogue one folder above the images', ['张三/图像/1.履历材料/0101.jpg', '张三/目录.xlsx'], ['张三']],
    ['a catalogue at the top of a single volume', ['张三/1.履历材料/0101.jpg', '数字档案.xml'], ['']],
    ['an XML package with folders of its own', ['张三/数字档案.xml', '张三/YS/a.jpg', '李四/数字档案.xml', '李四/YS/a.jpg'], ['张三', '李四']],
    ['original and duplicate volume', ['张三/正本/1.履历/0101.jpg', '张三/副本/1.履历/0101.jpg'], ['张三/副本', '张三/正本']],
    ['sequences in folders', ['3f0c/4-1/2/01.jpg', '3f0c/10/1/01.jpg'], ['3f0c']],
    ['persons in folders with numbers', ['001张三/1.履历/0101.jpg', '002李四/1.履历/0101.jpg'], ['001张三', '002李四']],
    ['a sealed package', ['envelope.sealed', 'parts/000001.sealed', 'manifest.sealed'], ['']],
    ['sealed packages beside each other', ['a/envelope.sealed', 'a/parts/000001.sealed', 'b/envelope.sealed', 'b/parts/000001.sealed'], ['a', 'b']],
    ['a person whose folders are all wrong', ['批/张三/1/0101.jpg', '批/李四/乱/0101.jpg'], ['批/张三', '批/李四']],
    ['nothing but junk', ['__MACOSX/x', 'a/Thumbs.db'], ['']],
    ['nothing', [], ['']],
  ])('%s', (_what, paths, roots) => {
    expect(rootsOf(...paths)).toEqual(roots);
  });

  test('every file belongs to exactly one volume', () => {
    const paths = ['a/1/0101.jpg', 'b/1/0101.jpg', 'x.txt', '__MACOSX/y', 'c/d/e.jpg', 'a.jpg'];
    expect(findRoots(paths).flatMap(root => root.paths).sort()).toEqual([...paths].sort());
  });
});
