import { useTranslation } from 'react-i18next';
import { localPath, neutralPath, switchField, type Locale } from '../locale';

/** The id of a page's one form whose answers go along to the other language. */
export const answerFormId = 'answer-form';

/** That form, as a page shows it. */
export interface AnswerForm {
  /** Where it is sent, without language. */
  action: string;
  /** What its first button sends, if anything: what Enter in one of its fields does. */
  enter: { name: string; value: string } | undefined;
}

interface LanguageSwitchProps {
  locale: Locale;
  /** The page's address without its language, with its query. */
  address: string;
  answers?: AnswerForm;
}

/**
 * The way to the same page in the other language. Where something can be typed it is a button of that form, so that
 * the browser sends what is typed to the page in the other language, which shows it again.
 */
export function LanguageSwitch({ locale, address, answers }: LanguageSwitchProps) {
  const { t } = useTranslation('common');
  const other = locale === 'en' ? 'cy' : 'en';
  if (!answers) {
    return (
      <a href={localPath(other, address)} hrefLang={other} lang={other}>
        {t('otherLanguage')}
      </a>
    );
  }
  return (
    // Browsers that do not know buttons of forms elsewhere take this form, which only opens the page.
    <form action={localPath(other, address)}>
      {/* Enter presses the first button of a form: it is to send the form, and not to change the language. */}
      <button
        form={answerFormId}
        className="enter"
        hidden
        tabIndex={-1}
        aria-hidden
        lang={other}
        {...answers.enter}
      >
        {t('otherLanguage')}
      </button>{' '}
      <button
        form={answerFormId}
        formMethod="post"
        formAction={localPath(other, answers.action)}
        // A file would be sent to be dropped: the name it has is enough to say that it has to be chosen again.
        formEncType="application/x-www-form-urlencoded"
        formNoValidate
        className="link-button"
        name={switchField}
        lang={other}
      >
        {t('otherLanguage')}
      </button>
    </form>
  );
}

/** Finds the form of a page as React writes it, or nothing. */
export function answerFormIn(html: string): AnswerForm | undefined {
  const [opening] = new RegExp(`<form [^>]*id="${answerFormId}"[^>]*>`).exec(html) ?? [];
  const action = opening && attributeOf(opening, 'action');
  if (action === undefined) return undefined;
  const [button = ''] = /<button[^>]*>/.exec(html.slice(html.indexOf(opening!))) ?? [];
  const name = attributeOf(button, 'name');
  return {
    action: neutralPath(action),
    enter: name === undefined ? undefined : { name, value: attributeOf(button, 'value') ?? '' },
  };
}

const attributeOf = (tag: string, name: string): string | undefined =>
  new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&');
