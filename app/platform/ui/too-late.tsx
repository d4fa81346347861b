import { NextLink } from './links';

/** A change that cannot be made any more. What somebody wrote for it is not lost. */
export function TooLate({
  title,
  what,
  wrote,
  words,
  back,
}: {
  title: string;
  what: string;
  /** Stands over their words. */
  wrote: string;
  /** What came with the form, if one was sent. */
  words: unknown;
  back: { to: string; label: string };
}) {
  return (
    <div className="reading">
      <h1>{title}</h1>
      <p>{what}</p>
      {typeof words === 'string' && words !== '' && (
        <>
          <p>{wrote}</p>
          <p className="their-words said said--own" dir="auto">
            {words}
          </p>
        </>
      )}
      <NextLink to={back.to}>{back.label}</NextLink>
    </div>
  );
}
