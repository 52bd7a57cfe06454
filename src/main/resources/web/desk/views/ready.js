// The first page after somebody came in by set-up or by the sheet: what was done, what to do next.

import {button, el, heading} from '../dom.js';
import {say} from '../say.js';

/** args: {title, text} */
export const view = {
  name: 'ready',
  title: say('Ready'),
  render(root, app, {title, text}) {
    root.append(heading(title), el('p', {class: 'lead', text}),
        button(say('Go on'), () => app.home(), {kind: 'go', class: 'go big'}));
    app.say(title);
  },
};
