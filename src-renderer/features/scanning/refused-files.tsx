import { notification } from 'antd';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isErrorCode } from '#shared/errors/error-catalogue';
import { useDesktopEvent } from '../../api/desktop.ts';
import styles from './device-options.module.css';

const noticeKey = 'refused-files';
type Refusal = { readonly fileName: string; readonly code: string };

/** Files of a watched folder that were left where they are. Stays until it is put away: each of them may be a page that is missing. */
export function RefusedFiles(): ReactNode {
  const { t } = useTranslation(['scanning', 'errors']);
  const [api, holder] = notification.useNotification();
  const refusals = useRef<readonly Refusal[]>([]);
  useDesktopEvent('scan.file-refused', ({ fileName, code }) => {
    refusals.current = [...refusals.current, { fileName, code }];
    api.warning({
      key: noticeKey,
      duration: 0,
      // Over the strip of tasks, where nothing of the scan is done.
      placement: 'bottomLeft',
      title: t('folder.refusedTitle'),
      onClose: () => { refusals.current = []; },
      description: (
        <ul className={styles['refused']}>
          {refusals.current.map(({ fileName: name, code: why }, index) => (
            // A file may be named twice, each time for its own reason.
            <li key={`${String(index)} ${name}`}>{t('folder.refused', { name, reason: isErrorCode(why) ? t(why, { ns: 'errors' }) : why })}</li>
          ))}
        </ul>
      ),
    });
  });
  return holder;
}
