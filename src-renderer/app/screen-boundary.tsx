import { Button } from 'antd';
import { Component, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';
import { useNavigation, type Place } from '../ui/place.ts';

type Props = { readonly place: Place; readonly children: ReactNode };
type State = { readonly hasFailed: boolean };

/** React knows no other way than a class to outlive what fails below it. */
class Boundary extends Component<Props, State> {
  override readonly state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  override componentDidUpdate({ place }: Props): void {
    if (this.state.hasFailed && place !== this.props.place) this.begin();
  }

  readonly begin = (): void => { this.setState({ hasFailed: false }); };

  override render(): ReactNode {
    return this.state.hasFailed ? <Broken onAgain={this.begin} /> : this.props.children;
  }
}

/** A bug of one screen leaves the frame standing: signing out, locking and every other task go on. The bug itself is told by React. */
export function ScreenBoundary({ children }: { readonly children: ReactNode }): ReactElement {
  const { place } = useNavigation();
  return <Boundary place={place}>{children}</Boundary>;
}

function Broken({ onAgain }: { readonly onAgain: () => void }): ReactElement {
  const { t } = useTranslation();
  return <EmptyState isScreen title={t('broken.title')} action={<Button type="primary" autoFocus onClick={onAgain}>{t('broken.again')}</Button>}>{t('broken.lesson')}</EmptyState>;
}
