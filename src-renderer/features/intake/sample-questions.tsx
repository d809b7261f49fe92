import { Button, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleItem } from '#shared/domain/intake';
import { useKeys } from '../../ui/keys.tsx';
import { isJudged, type Answers } from './sampling.ts';
import styles from './sampling.module.css';
import type { Judgement } from './use-sample.ts';

type Props = { readonly item: SampleItem; readonly onJudge: (judgement: Judgement) => void };

const nothing: Answers = { isPlaceRight: null, isPictureGood: null };

/** Two questions, a key for each answer. Two good answers go on at once; a bad one waits for a word of explanation and Enter. */
export function SampleQuestions({ item, onJudge }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const [answers, setAnswers] = useState(nothing);
  const [note, setNote] = useState(item.note);
  const record = ({ isPlaceRight, isPictureGood }: Answers): void => {
    if (isPlaceRight !== null && isPictureGood !== null) onJudge({ isPlaceRight, isPictureGood, note: note.trim() });
  };
  const answer = (part: Partial<Answers>): void => {
    const next = { ...answers, ...part };
    setAnswers(next);
    if (next.isPlaceRight === true && next.isPictureGood === true) record(next);
  };
  const isBad = answers.isPlaceRight === false || answers.isPictureGood === false;
  const isReady = answers.isPlaceRight !== null && answers.isPictureGood !== null;
  useKeys(t('sampling.questionPlace'), [
    { keys: ['J'], label: t('sampling.right'), run: () => { answer({ isPlaceRight: true }); } },
    { keys: ['F'], label: t('sampling.wrong'), run: () => { answer({ isPlaceRight: false }); } },
  ]);
  useKeys(t('sampling.questionQuality'), [
    { keys: ['K'], label: t('sampling.good'), run: () => { answer({ isPictureGood: true }); } },
    { keys: ['L'], label: t('sampling.poor'), run: () => { answer({ isPictureGood: false }); } },
    ...(isReady ? [{ keys: ['Enter'], label: t('sampling.record'), run: () => { record(answers); } }] : []),
  ]);
  return (
    <form className={styles['questions']} onSubmit={event => { event.preventDefault(); record(answers); }}>
      <Question text={t('sampling.questionPlace')} yes={t('sampling.right')} no={t('sampling.wrong')} keys={['J', 'F']} value={answers.isPlaceRight} onAnswer={isPlaceRight => { answer({ isPlaceRight }); }} />
      <Question text={t('sampling.questionQuality')} yes={t('sampling.good')} no={t('sampling.poor')} keys={['K', 'L']} value={answers.isPictureGood} onAnswer={isPictureGood => { answer({ isPictureGood }); }} />
      {isJudged(item) && !isBad ? <BeforeLine item={item} /> : null}
      <div className={styles['explain']} data-shown={isBad} hidden={isJudged(item) && !isBad}>
        <Input aria-label={t('sampling.note')} placeholder={t('sampling.note')} maxLength={200} disabled={!isBad} value={note} onChange={event => { setNote(event.target.value); }} />
        <Button htmlType="submit" type="primary" disabled={!isReady}>{t('sampling.record')} <kbd>Enter</kbd></Button>
      </div>
    </form>
  );
}

/** Where the word of explanation would stand: what was answered last time. */
function BeforeLine({ item }: { readonly item: SampleItem }): ReactElement {
  const { t } = useTranslation('intake');
  return <p className={styles['before']} role="status">{t('sampling.before', { place: t(item.isPlaceRight ? 'sampling.right' : 'sampling.wrong'), quality: t(item.isPictureGood ? 'sampling.good' : 'sampling.poor') })}</p>;
}

type QuestionProps = {
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly keys: readonly [string, string];
  readonly value: boolean | null;
  readonly onAnswer: (answer: boolean) => void;
};

function Question({ text, yes, no, keys, value, onAnswer }: QuestionProps): ReactElement {
  const choice = (words: string, key: string, stands: boolean): ReactElement => (
    <button type="button" className={styles['answer']} aria-pressed={value === stands} data-good={stands} onClick={() => { onAnswer(stands); }}>
      {words} <kbd aria-hidden="true">{key}</kbd>
    </button>
  );
  return (
    <fieldset className={styles['question']}>
      <legend>{text}</legend>
      {choice(yes, keys[0], true)}
      {choice(no, keys[1], false)}
    </fieldset>
  );
}
