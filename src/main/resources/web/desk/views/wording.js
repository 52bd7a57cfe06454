// Trying out a voicemail wording, beside any plan: what reveals is marked as one types.

import {backButton, foot} from '../choices.js';
import {centreOf} from '../centre.js';
import {choice, el, heading} from '../dom.js';
import {wordingBox} from '../wordingbox.js';

export const view = {
  name: 'wording',
  title: 'Wording',
  render(root, app) {
    const centre = centreOf(app);
    const box = wordingBox(app, {tag: centre.languages[0], consent: 'VAGUE', ...centre});
    root.append(heading('Voicemail wording'),
        el('p', {class: 'lead', text: 'Vague, but not too vague. Nothing that you type here is kept or sent.'}),
        choice('What was agreed', [['VAGUE', 'A message that says nothing'], ['AGREED', 'Words that were agreed',
          'One of the centre’s own numbers may stand in them.']], 'VAGUE', value => box.consent(value)),
        box.element, foot(backButton(() => app.back())));
    return () => box.close();
  },
};
