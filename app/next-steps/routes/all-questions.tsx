import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { LocalLink } from '~/platform/ui/links';
import { noAnswers } from '../answers';
import { happenings, worries } from '../happenings.server';
import { AllQuestions } from '../questions';

/** The private tool with all its questions on one page, for who would rather see them together. */
export function loader({ context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'next-steps')('allTitle'),
    happenings: happenings(),
    worries: worries(),
  };
}

export default function AllQuestionsPage() {
  const { t } = useTranslation('next-steps');
  const content = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <h1>{t('allTitle')}</h1>
      <p className="panel">{t('private')}</p>
      <p>
        <LocalLink to="/what-happens-next">{t('oneLink')}</LocalLink>
      </p>
      <AllQuestions answers={noAnswers} problems={[]} {...content} />
    </div>
  );
}
