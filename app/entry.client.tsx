// The portal's one script, on signed-in pages only, and nothing depends on it: a second press of a button
// does not send a form twice, and the error summary is scrolled to when one of its links is followed.
import { Button, createAll, ErrorSummary } from 'nhsuk-frontend';

document.body.classList.add('nhsuk-frontend-supported');
createAll(Button);
createAll(ErrorSummary);
