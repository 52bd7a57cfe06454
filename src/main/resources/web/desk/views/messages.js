// What callers left for the centre to hear: by day, with nothing of what was said.

import {backButton, foot} from '../choices.js';
import {button, el, fault, heading, sentence} from '../dom.js';
import {about} from '../messagecall.js';
import {dayAt, ownZone} from '../plandays.js';
import {say} from '../say.js';

function row(app, message, today) {
  const text = about(message, today);
  const taken = message.hearing === 'TAKEN';
  return el('li', {class: 'callback', data: {claim: message.hearing}},
      el('p', {class: 'when', text}),
      message.heard && el('p', {class: 'soft', text: say('Heard before')}),
      el('div', {class: 'does'}, taken ? el('p', {class: 'hint', text: say('A colleague is listening to it.')})
        : button(say('Listen'), () => app.go('message', {message}), {'aria-label': say('Listen: {what}',
            {what: text}), class: message.heard ? 'plain' : 'go'})));
}

export const view = {
  name: 'messages',
  title: say('Messages'),
  async render(root, app) {
    const list = el('section', {class: 'callbacks'});
    const draw = async () => {
      const today = dayAt(new Date(), ownZone());
      const messages = await app.api.get('/api/messages');
      list.replaceChildren(messages.length === 0 ? el('p', {class: 'lead empty', text: say('No message is kept.')})
        : el('ul', null, messages.map(message => row(app, message, today))));
    };
    root.append(heading(say('Messages')), list, foot(backButton(() => app.back())));
    app.on('callbacks', () => draw().catch(error => fault(list, sentence(error))));
    await draw();
  },
};
