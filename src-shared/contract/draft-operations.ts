import { z } from 'zod';
import { Desk, maxPagesOnDesk, NamedRow, PageIds } from '../domain/desk.ts';
import { DraftId, DraftPageId, MaterialId, PersonId, VolumeId } from '../domain/ids.ts';
import { JoinSide, PageRecipe } from '../domain/page-recipe.ts';
import { PageSteps } from '../domain/page-steps.ts';
import { Draft, DraftRow } from '../domain/scanning.ts';
import { Material } from '../domain/volume.ts';
import { Nothing } from './lists.ts';
import { operation } from './operation.ts';

const RecipeChanges = z.array(z.object({ pageId: DraftPageId, recipe: PageRecipe })).min(1).max(maxPagesOnDesk).readonly();

/** What lies on the scanning desk, until the data centre has filed it. */
export const draftOperations = {
  'drafts.list': operation(Nothing, z.object({ drafts: z.array(Draft).readonly() })),
  'drafts.get': operation(z.object({ id: DraftId }), Draft),
  'drafts.create': operation(z.object({ volumeId: VolumeId, personId: PersonId, personName: z.string().max(60) }), Draft),
  'drafts.setRow': operation(z.object({ id: DraftId, row: DraftRow }), Draft),
  /** The complete new order of the kept pages. */
  'drafts.reorderPages': operation(z.object({ id: DraftId, pageIds: z.array(DraftPageId).max(maxPagesOnDesk).readonly() }), Draft),
  'drafts.turnPages': operation(z.object({ id: DraftId, pageIds: PageIds, quarterTurns: z.int().min(-3).max(3) }), Draft),
  /** Other recipes; what was made with the former ones is made anew from the scans. `previous` takes it back. `recipe.does-not-fit` names the page. */
  'drafts.setRecipes': operation(z.object({ id: DraftId, changes: RecipeChanges }), z.object({ draft: Draft, previous: RecipeChanges })),
  /** Lays pages aside, or brings them back: blank sides, separator sheets. */
  'drafts.setAside': operation(z.object({ id: DraftId, pageIds: PageIds, isSetAside: z.boolean() }), Draft),
  /** Finds out again what is to be done with these pages; what was decided by hand is given up. */
  'drafts.planAgain': operation(z.object({ id: DraftId, pageIds: PageIds, steps: PageSteps }), Draft),
  /** An A3 sheet becomes two pages, cut at `fold`, share of its width as it stands. */
  'drafts.splitPage': operation(z.object({ id: DraftId, pageId: DraftPageId, fold: z.number().min(0.3).max(0.7) }), Draft),
  /** The halves of one scan become one page again, in the place of the first; the other is taken out. `draft.no-halves` for two scans. */
  'drafts.joinHalves': operation(z.object({ id: DraftId, pageId: DraftPageId, otherId: DraftPageId }), Draft),
  /**
   * Two scans of one sheet that was too large for the glass become one page in the place of the first; both scans stay, in it and among those
   * taken out. Halves of one scan become that scan again. `draft.dpi-differs`, `draft.joined-already`.
   */
  'drafts.joinScans': operation(z.object({ id: DraftId, pageId: DraftPageId, otherId: DraftPageId, side: JoinSide }), Draft),
  /** Gives up the joining that is under way at this material: both pages stay as they are, and `drafts.joinScans` answers with them. */
  'drafts.cancelJoin': operation(z.object({ id: DraftId }), Nothing),
  /** Two runs through a one-sided feeder: fronts, then from `firstBackId` on the backs in reverse. `draft.sides-differ` with both numbers. */
  'drafts.interleave': operation(z.object({ id: DraftId, firstBackId: DraftPageId }), Draft),
  'drafts.removePages': operation(z.object({ id: DraftId, pageIds: PageIds }), Draft),
  /** Puts removed pages back where they were. */
  'drafts.restorePages': operation(z.object({ id: DraftId, pageIds: PageIds }), Draft),
  /** What was laid aside of a filed material is laid on the desk again, as pages of a material of its own; the data centre keeps what it has. */
  'drafts.takeSetAside': operation(z.object({ materialId: MaterialId, volumeId: VolumeId, personId: PersonId, personName: z.string().max(60) }), Draft),
  'drafts.discard': operation(z.object({ id: DraftId }), Nothing),
  /** What lies on the desk for one volume, in its order. */
  'drafts.desk': operation(z.object({ volumeId: VolumeId }), Desk),
  /** Rows of several materials of one volume at once: all of them or none, and one act to take back. */
  'drafts.setRows': operation(z.object({ volumeId: VolumeId, rows: z.array(NamedRow).min(1).max(500).readonly() }), Desk),
  /** Each of these pages begins a new material behind the one it lay in; a page that begins the material already begins none. */
  'drafts.split': operation(z.object({ id: DraftId, firstPageIds: PageIds }), Desk),
  /** Pages to the end of another material of the same volume. */
  'drafts.movePages': operation(z.object({ id: DraftId, pageIds: PageIds, intoId: DraftId }), Desk),
  /** All pages of a material to the end of another, whose row stays; the emptied material leaves the desk. */
  'drafts.join': operation(z.object({ id: DraftId, intoId: DraftId }), Desk),
  /** Takes back the last act on this volume's desk since the person signed in. `record.changed` where there is none. */
  'drafts.undo': operation(z.object({ volumeId: VolumeId }), Desk),
  'drafts.redo': operation(z.object({ volumeId: VolumeId }), Desk),
  /** `draft.waits-in-outbox` when the data centre cannot be reached: it is filed as it is now as soon as it can. Uploads the pages and files the material; progress arrives as `draft.filing-progressed`. May be asked again after any failure. */
  'drafts.file': operation(z.object({ id: DraftId }), Material),
  /** 散材料: the same material into this volume and into those of other people, in each under its own next number; all of them or none. May be asked again. */
  'drafts.fileLoose': operation(
    z.object({ id: DraftId, alsoInto: z.array(VolumeId).min(1).max(199).readonly() }),
    z.object({ materials: z.array(z.object({ volumeId: VolumeId, material: Material })).readonly() }),
  ),
};
