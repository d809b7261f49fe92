import { catalogueDefects } from './defects/catalogue-defects.ts';
import type { Defect } from './defects/defect.ts';
import { materialDefects } from './defects/material-defects.ts';
import { packageDefects } from './defects/package-defects.ts';

export { isExpected, type Defect, type Expectation, type Injected } from './defects/defect.ts';

/** Every defect that packages are known to have and that needs no pixels to be seen. */
export const structuralDefects: readonly Defect[] = [...packageDefects, ...catalogueDefects, ...materialDefects];
