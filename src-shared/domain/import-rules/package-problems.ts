import type { PackageProblem } from '../staged-volume.ts';

/**
 * What readers may report about a package before its content is looked at, by the rule that tells it. A reader that reports something
 * else is heard all the same, as `other`: an unknown word must never let a package pass or leave a finding without words.
 */
export const packageProblems = {
  P01: [
    'unreadable', 'truncated', 'encrypted', 'checksum', 'path-traversal', 'absolute-path', 'symlink', 'special-file', 'duplicate-name', 'name-encoding', 'archive-bomb', 'too-large', 'too-many-files',
    'too-deep', 'nested-archive', 'executable', 'manifest-missing', 'manifest-differs', 'digest-missing', 'digest-differs', 'signature-invalid', 'missing-file', 'unlisted-file', 'catalogue-unreadable', 'formula', 'empty',
    'path-backslash', 'path-disguised', 'path-too-long', 'compression-unknown', 'entries-overlap', 'size-differs', 'headers-differ', 'listed-twice', 'two-catalogues', 'catalogue-old-format',
    'sealed-changed', 'sealed-for-another', 'sealed-not-accepted', 'sealed-suite', 'page-swapped', 'pdf-locked', 'pdf-broken', 'pdf-too-many-pages', 'pdf-page-too-large', 'pdf-timed-out', 'tiff-broken',
  ],
  P02: ['not-well-formed', 'doctype', 'encoding', 'encoding-wrong', 'too-large', 'too-deep', 'wrong-root', 'missing-element', 'invalid-value', 'no-mapping'],
  P03: ['two-persons', 'no-person'],
  P06: ['junk', 'unknown'],
  S01: ['missing', 'not-a-level'],
} as const satisfies Record<PackageProblem['rule'], readonly string[]>;

type Problem<Rule extends PackageProblem['rule']> = (typeof packageProblems)[Rule][number] | 'other';
export type ReportedProblem<Rule extends PackageProblem['rule']> = { readonly variant: Problem<Rule>; readonly place?: { readonly path: string }; readonly expected?: string; readonly found?: string };

/** The reader's problems of one rule as findings. */
export function problemsOf<Rule extends PackageProblem['rule']>(problems: readonly PackageProblem[], rule: Rule): readonly ReportedProblem<Rule>[] {
  const known: readonly Problem<Rule>[] = packageProblems[rule];
  return problems
    .filter(problem => problem.rule === rule)
    .map(({ variant, path, expected = '', found = '' }) => {
      const own = known.find(candidate => candidate === variant);
      const place = path === undefined ? {} : { place: { path } };
      return own === undefined ? { variant: 'other', ...place, expected, found: found === '' ? variant : found } : { variant: own, ...place, expected, found };
    });
}

/** A problem in words that both languages have: readers report nothing else. */
export type NamedProblem = { [Rule in PackageProblem['rule']]: Omit<PackageProblem, 'rule' | 'variant'> & { readonly rule: Rule; readonly variant: (typeof packageProblems)[Rule][number] } }[PackageProblem['rule']];
