import type { ReactNode } from 'react';

const digits = (number: string): string => number.replaceAll(' ', '');

/** A number to call, as a link that calls it. */
export const PhoneLink = ({ number }: { number: string }) => (
  <a href={`tel:${digits(number)}`}>{number}</a>
);

/** A number to text, as a link that begins the message with its keyword. */
export const TextLink = ({
  number,
  keyword,
  children,
}: {
  number: string;
  keyword: string | null;
  children: ReactNode;
}) => <a href={`sms:${digits(number)}${keyword ? `?body=${keyword}` : ''}`}>{children}</a>;
