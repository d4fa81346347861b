// The portal's one script, on signed-in pages only, and nothing but passkeys depends on it: a second press of a
// button does not send a form twice, the error summary is scrolled to when one of its links is followed, and a
// passkey's form asks the browser for it.
import { Button, createAll, ErrorSummary } from 'nhsuk-frontend';
import { preparePasskeyForms } from './account/passkey-script';

document.body.classList.add('nhsuk-frontend-supported');
createAll(Button);
createAll(ErrorSummary);
preparePasskeyForms();
