// Trying out a voicemail wording, beside any plan: what reveals is marked as one types.

import {backButton, foot} from '../choices.js';
import {centreOf} from '../centre.js';
import {choice, el, heading} from '../dom.js';
import {say} from '../say.js';
import {wordingBox} from '../wordingbox.js';

export const view = {
  name: 'wording',
  title: say('Wording'),
  render(root, app) {
    const centre = centreOf(app);
    const box = wordingBox(app, {tag: centre.languages[0], consent: 'VAGUE', ...centre});
    root.append(heading(say('Voicemail wording')),
        el('p', {class: 'lead', text: say('Vague, but not too vague. Nothing that you type here is kept or sent.')}),
        choice(say('What was agreed'), [['VAGUE', say('A message that says nothing')],
            ['AGREED', say('Words that were agreed'),
          say('One of the centre’s own numbers may stand in them.')]], 'VAGUE', value => box.consent(value)),
        box.element, foot(backButton(() => app.back())));
    return () => box.close();
  },
};
