// The portal's one script, on signed-in pages only, and nothing but passkeys depends on it: a second press of a
// button does not send a form twice, the error summary is scrolled to when one of its links is followed, a
// passkey's form asks the browser for it, people are warned before they are signed out, and can leave at once.
import { Button, createAll, ErrorSummary } from 'nhsuk-frontend';
import { preparePasskeyForms } from './account/passkey-script';
import { letPeopleLeave } from './platform/ui/leave.client';
import { watchTimeOut } from './platform/ui/time-out.client';

document.body.classList.add('nhsuk-frontend-supported');
createAll(Button);
createAll(ErrorSummary);
preparePasskeyForms();
letPeopleLeave();
watchTimeOut();
