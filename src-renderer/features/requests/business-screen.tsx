import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Purpose } from '#shared/domain/purpose';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useNavigation } from '../../ui/place.ts';
import styles from './business-screen.module.css';
import { LineAway } from './line-away.tsx';
import { useRequestBox } from './request-list.ts';

/** 窗口业务: what people come to a window for, day in, day out. */
const businesses = ['salary', 'retirement', 'title'] as const satisfies readonly Purpose[];

/** One button for each: it begins the application, whose materials its purpose has chosen already. */
export function BusinessScreen(): ReactElement {
  const { t } = useTranslation('requests');
  const { goTo } = useNavigation();
  const begin = (purpose: Purpose): void => { goTo({ screen: 'apply', purpose }); };
  useKeys(t('business.title'), businesses.map((purpose, index) => ({ keys: [String(index + 1)], label: t(`business.name.${purpose}`), run: () => { begin(purpose); } })));
  return (
    <>
      <PageHeader title={t('business.title')} lead={t('business.lead')} actions={<Button onClick={() => { goTo({ screen: 'apply' }); }}>{t('business.other')}</Button>} />
      <div className={styles['body']}>
        <LineAway />
        <div className={styles['businesses']}>
          {businesses.map((purpose, index) => (
            <button key={purpose} type="button" className={styles['business']} data-business={purpose} autoFocus={index === 0} onClick={() => { begin(purpose); }}>
              <kbd aria-hidden="true">{index + 1}</kbd>
              <span className={styles['name']}>{t(`business.name.${purpose}`)}</span>
              <span className={styles['brings']}>{t(`business.brings.${purpose}`)}</span>
            </button>
          ))}
        </div>
        <Granted />
      </div>
    </>
  );
}

/** What was approved meanwhile and can be read now. */
function Granted(): ReactElement | null {
  const { t } = useTranslation('requests');
  const { goTo } = useNavigation();
  const granted = useRequestBox('mine', undefined).items.filter(({ state }) => state === 'granted');
  const [first] = granted;
  if (!first) return null;
  return (
    <p className={styles['granted']}>
      <span>{t('business.granted', { count: granted.length })}</span>
      <Button onClick={() => { goTo({ screen: 'my-requests', requestId: first.id }); }}>{t('business.toMine')}</Button>
    </p>
  );
}
