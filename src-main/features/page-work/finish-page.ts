import type { MadePicture } from '#shared/contract/page-api';
import { DraftPageId } from '#shared/domain/ids';
import type { PagePlan } from '#shared/domain/page-plan';
import { isSameRecipe } from '#shared/domain/page-recipe';
import type { PagePlace, Repositories, StoredPage } from '../../store/index.ts';
import { makeRoom } from '../drafts/index.ts';
import type { StackMemory } from './stack-memory.ts';

export type Worked = {
  readonly place: PagePlace;
  /** As it was when the work began. */
  readonly page: StoredPage;
  readonly original: Uint8Array;
  readonly plan: PagePlan | null;
  readonly pictures: readonly MadePicture[];
};

/** `isSplit`: a second page came with it. Null when the page is gone. */
export type Finished = { readonly page: StoredPage; readonly isSplit: boolean };

/** What was found and made becomes the page's, unless somebody has decided otherwise meanwhile: then it goes on waiting. */
export async function finishPage(repositories: Repositories, worked: Worked, memory: StackMemory): Promise<Finished | null> {
  const { place, page: before, plan } = worked;
  const current = await repositories.pages.find(place);
  if (!current) return null;
  const known = plan ? await withFindings(repositories, { current, plan, place }, memory) : current;
  const isOvertaken = !isSameRecipe(current.recipe, before.recipe) || (plan !== null && current.steps === null);
  if (isOvertaken) {
    await repositories.pages.update(known);
    return { page: known, isSplit: false };
  }
  const [first, second] = worked.pictures;
  if (!first) throw new Error('A page was worked on and has no picture.');
  const page = withPicture({ ...known, ...(plan ? decided(plan, before.steps) : {}), steps: null }, first);
  await repositories.pages.update(page);
  await repositories.pages.saveRendering(page.id, { optimised: first.jpeg, thumbnail: first.thumbnailJpeg });
  if (second) await addHalf(repositories, worked, { page, picture: second });
  return { page, isSplit: second !== undefined };
}

type Findings = { readonly current: StoredPage; readonly plan: PagePlan; readonly place: PagePlace };

async function withFindings(repositories: Repositories, { current, plan, place }: Findings, memory: StackMemory): Promise<StoredPage> {
  const { traits, barcode } = plan;
  const compared = plan.separator === null ? await memory.flagsFor(repositories, place, traits) : [];
  return { ...current, flags: [...plan.flags, ...compared], barcode, traits };
}

/** Blank sides and separator sheets are no pages of the material; they lie beside it. */
function decided({ isBlank, separator, isSeparatorKept }: PagePlan, steps: StoredPage['steps']): Pick<StoredPage, 'isSetAside' | 'separator'> {
  return { isSetAside: (isBlank && steps?.setBlanksAside === true) || (separator !== null && !isSeparatorKept), separator };
}

function withPicture(page: StoredPage, { recipe, widthPx, heightPx }: MadePicture): StoredPage {
  return { ...page, recipe, rendered: { recipe, widthPx, heightPx }, revision: page.revision + 1, isWaiting: false };
}

/** The other half of the sheet, directly behind; the scan is kept with each, so that neither needs the other. */
async function addHalf({ pages }: Repositories, { place: { draftId }, original }: Worked, { page, picture }: { readonly page: StoredPage; readonly picture: MadePicture }): Promise<void> {
  const { position, moved } = makeRoom(await pages.list(draftId), page.id);
  for (const each of moved) await pages.update(each);
  const half: StoredPage = { ...withPicture(page, picture), id: DraftPageId.parse(crypto.randomUUID()), position, uploadUrl: null, flags: [], traits: null };
  await pages.add(draftId, half, { original, thumbnail: picture.thumbnailJpeg });
  await pages.saveRendering(half.id, { optimised: picture.jpeg, thumbnail: picture.thumbnailJpeg });
}
