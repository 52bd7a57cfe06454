// The field for a PIN. No password field: browsers offer to keep what stands in one, and to fill it in for whoever
// holds the phone next. What is typed is masked by the stylesheet (Chromium, Safari, Firefox from 114 on).

import {el} from './dom.js';

const DIGITS = 12;
/** Asks the usual keepers of passwords to stay away: 1Password, LastPass, Bitwarden, Dashlane. */
const KEPT_BY_NOBODY = {
  'data-1p-ignore': true, 'data-lpignore': 'true', 'data-bwignore': true, 'data-form-type': 'other',
};

export function pinField() {
  const masked = globalThis.CSS.supports('-webkit-text-security', 'disc');
  return el('input', {
    type: masked ? 'text' : 'password',
    autocomplete: masked ? 'off' : 'one-time-code', // the one value of a password field that is not offered to be kept
    class: 'pin-digits',
    inputmode: 'numeric',
    autocorrect: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    maxlength: DIGITS,
    ...KEPT_BY_NOBODY,
  });
}
