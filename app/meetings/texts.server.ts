/**
 * Whether text messages can be sent. The one place that asks: where none can, nobody is offered to be reminded
 * by one.
 */
export const textsAvailable = (): boolean => true;
