/** What somebody typed, without the spaces around it. Forms send line ends as two characters; one is meant, and counted. */
export const asTyped = (text: string): string => text.replaceAll('\r\n', '\n').trim();
