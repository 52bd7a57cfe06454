// The first page after somebody came in by set-up or by the sheet: what was done, what to do next.

import {button, el, heading} from '../dom.js';

/** args: {title, text} */
export const view = {
  name: 'ready',
  title: 'Ready',
  render(root, app, {title, text}) {
    root.append(heading(title), el('p', {class: 'lead', text}),
        button('Go on', () => app.home(), {kind: 'go', class: 'go big'}));
    app.say(title);
  },
};
