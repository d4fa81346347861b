import { localPath } from '~/platform/locale';
import { usePage } from '~/platform/ui/page-context';
import { directionOf, summaryAddress, type SummaryLanguage } from './languages';

/** Links to summaries, each by its language's own name: who reads no other finds it. */
export function LanguageLinks({
  languages,
}: {
  languages: { language: SummaryLanguage; name: string }[];
}) {
  const { locale } = usePage();
  return (
    <ul className="chips">
      {languages.map(({ language, name }) => (
        <li key={language}>
          <a
            className="in-language"
            href={localPath(locale, summaryAddress(language))}
            hrefLang={language}
            lang={language}
            dir={directionOf(language)}
          >
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}
