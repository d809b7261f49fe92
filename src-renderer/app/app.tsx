import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import en from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { showLanguage } from '../i18n/language.ts';
import { KeysProvider } from '../ui/keys.tsx';
import { createTheme } from '../ui/theme.ts';
import { readPreferences, writePreferences, type Preferences } from './preferences.ts';
import { SessionGate, type LoadWorkplace } from './session-gate.tsx';

/** The one value that lets Ant Design add its styles under the window's policy. */
function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The window has no network of its own: whether the data centre can be reached is known to src-main alone.
      queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, gcTime: 60_000 },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

export function App({ loadWorkplace }: { readonly loadWorkplace: LoadWorkplace }): ReactElement {
  const [queryClient] = useState(createQueryClient);
  const [preferences, setPreferences] = useState(readPreferences);
  const { language, textSize, contrast } = preferences;
  const csp = useMemo(() => ({ nonce: readNonce() }), []);
  useEffect(() => {
    void showLanguage(language);
    document.documentElement.dataset['textSize'] = textSize;
    document.documentElement.dataset['contrast'] = contrast;
  }, [language, textSize, contrast]);
  const change = (next: Preferences): void => {
    writePreferences(next);
    setPreferences(next);
  };
  return (
    <QueryClientProvider client={queryClient}>
      <ConfigProvider
        locale={language === 'en' ? en : zhCN}
        theme={createTheme(textSize, contrast)}
        csp={csp}
        button={{ autoInsertSpace: false }}
        wave={{ disabled: true }}
      >
        <KeysProvider>
          <SessionGate preferences={preferences} onPreferencesChange={change} loadWorkplace={loadWorkplace} />
        </KeysProvider>
      </ConfigProvider>
    </QueryClientProvider>
  );
}
