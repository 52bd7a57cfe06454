// The way in for a browser that is not signed in.

import {button, el, heading} from '../dom.js';

export const view = {
  name: 'welcome',
  title: 'Welcome',
  render(root, app) {
    const {session} = app;
    root.classList.add('alone');
    if (session.device !== null) {
      root.append(heading('Welcome back'),
          button('Sign in', () => session.signIn(), {kind: 'go', class: 'go big'}),
          el('p', {class: 'or', text: 'Not your device, or no longer let in?'}),
          button('Use a code', () => app.go('join', {}), {kind: 'link'}),
          button('Use the recovery sheet', () => app.go('recovery', {}), {kind: 'link'}));
      return;
    }
    root.append(heading('Welcome'),
        el('p', {class: 'lead', text: 'This device is new here. Somebody who is already in can give you a code.'}),
        button('I have a code', () => app.go('join', {}), {kind: 'go', class: 'go big'}),
        el('p', {class: 'or', text: 'No device left that is in?'}),
        button('Use the recovery sheet', () => app.go('recovery', {}), {kind: 'link'}));
  },
};
