import { Button, type RefSelectProps } from 'antd';
import { useId, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './circles.module.css';
import { compareMembers, mostMembers, namesOf, withMember, withoutMember, type Member, type MemberRow } from './member-changes.ts';
import { MemberFinder } from './member-finder.tsx';

type Props = { readonly before: readonly Member[]; readonly after: readonly Member[]; readonly onChange: (after: readonly Member[]) => void; readonly hasFocusFirst?: boolean };

/** Who is in the circle and who will be: each change stands at its name, and in one sentence below before it is sent. */
export function MemberList({ before, after, onChange, hasFocusFirst = false }: Props): ReactElement {
  const { t } = useTranslation('circles');
  const id = useId();
  const finder = useRef<RefSelectProps>(null);
  const rows = compareMembers(before, after);
  const turn = ({ member, change }: MemberRow): void => {
    onChange(change === 'goes' ? withMember(after, member) : withoutMember(after, member));
    if (change === 'comes') finder.current?.focus(); // his line is gone, and the button with it
  };
  return (
    <>
      <div className={styles['field']}>
        <label htmlFor={id}>{t('members.find')}</label>
        <MemberFinder id={id} ref={finder} isFull={after.length >= mostMembers} hasFocusFirst={hasFocusFirst} onFind={member => { onChange(withMember(after, member)); }} />
        <span className={styles['faint']}>{t('members.rule')}</span>
      </div>
      {rows.length > 0 ? (
        <ul className={styles['members']} aria-label={t('column.members')}>
          {rows.map(row => (
            <li key={row.member.accountId} data-change={row.change}>
              <span className={styles['name']}>{row.member.displayName}</span>
              <span className={styles['faint']}>{row.member.unitName}</span>
              <span>{row.change === 'stays' ? '' : t(`members.${row.change}`)}</span>
              <Button size="small" aria-label={t(`members.turnOf.${row.change}`, { name: row.member.displayName })} onClick={() => { turn(row); }}>
                {t(`members.turn.${row.change}`)}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <MemberSentence rows={rows} isEmpty={after.length === 0} />
    </>
  );
}

function MemberSentence({ rows, isEmpty }: { readonly rows: readonly MemberRow[]; readonly isEmpty: boolean }): ReactElement {
  const { t } = useTranslation('circles');
  const coming = namesOf(rows, 'comes', t('members.separator'));
  const going = namesOf(rows, 'goes', t('members.separator'));
  return (
    <div className={styles['sentence']} role="status">
      {coming === '' && going === '' ? <p className={styles['faint']}>{t(rows.length === 0 ? 'nobody' : 'members.noChange')}</p> : null}
      {coming === '' ? null : <p>{t('members.coming', { names: coming })}</p>}
      {going === '' ? null : <p>{t('members.going', { names: going })}</p>}
      {isEmpty && going !== '' ? <p>{t('members.nobodyLeft')}</p> : null}
    </div>
  );
}
