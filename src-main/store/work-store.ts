import { deliveryRepository, type DeliveryRepository } from './delivery-repository.ts';
import { draftPageRepository, type DraftPageRepository } from './draft-page-repository.ts';
import { draftRepository, type DraftRepository } from './draft-repository.ts';
import { commonKit, openStoreOf, type CommonRepositories, type RepositoryKit, type StoreOf, type StoreOptions } from './open-store.ts';

/** Where files are scanned and taken in: pages that are not filed yet, and packages that are not sent. */
export type Repositories = CommonRepositories & {
  readonly drafts: DraftRepository;
  readonly pages: DraftPageRepository;
  readonly deliveries: DeliveryRepository;
};

export type Store = StoreOf<Repositories>;

const workKit: RepositoryKit<Repositories> = {
  make: (sql, sealer) => ({ ...commonKit.make(sql, sealer), drafts: draftRepository(sql, sealer), pages: draftPageRepository(sql, sealer), deliveries: deliveryRepository(sql, sealer) }),
  requireReadable: async repositories => {
    for (const { id } of await repositories.drafts.list()) await repositories.pages.list(id);
    await commonKit.requireReadable(repositories);
  },
};

export const openStore = (options: StoreOptions): Promise<Store> => openStoreOf(options, workKit);
