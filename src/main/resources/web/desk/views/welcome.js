// The way in for a browser that is not signed in.

import {button, el, heading} from '../dom.js';
import {languageChoice} from '../languagechoice.js';
import {say} from '../say.js';

export const view = {
  name: 'welcome',
  title: say('Welcome'),
  render(root, app) {
    const {session} = app;
    root.classList.add('alone');
    if (session.device !== null) {
      root.append(heading(say('Welcome back')),
          button(say('Sign in'), () => session.signIn(), {kind: 'go', class: 'go big'}),
          el('p', {class: 'or', text: say('Not your device, or no longer let in?')}),
          button(say('Use a code'), () => app.go('join', {}), {kind: 'link'}),
          button(say('Use the recovery sheet'), () => app.go('recovery', {}), {kind: 'link'}), languageChoice(app));
      return;
    }
    root.append(heading(say('Welcome')),
        el('p', {class: 'lead', text: say('This device is new here. Somebody who is already in can give you a code.')}),
        button(say('I have a code'), () => app.go('join', {}), {kind: 'go', class: 'go big'}),
        el('p', {class: 'or', text: say('No device left that is in?')}),
        button(say('Use the recovery sheet'), () => app.go('recovery', {}), {kind: 'link'}), languageChoice(app));
  },
};
