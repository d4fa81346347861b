import { asFields, noAnswers, type Answers } from './answers';
import type { Page } from './pages';

/** The answers travel again with each form, because nothing here was kept. */
export function HiddenAnswers({
  answers,
  but,
}: {
  answers: Answers;
  /** The page whose questions the form asks itself. */
  but?: Page;
}) {
  const left = asFields(but ? { ...answers, [but]: noAnswers[but] } : answers);
  return left.map(([name, value]) => (
    <input key={name + value} type="hidden" name={name} value={value} />
  ));
}
