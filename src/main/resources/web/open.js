// Opens a session: with the one-time code after the '#', which no server, proxy or log sees there, or with the token
// that somebody types.

import {say, told} from './desk/say.js';

const state = document.querySelector('#state');
const form = document.querySelector('#way-in');
const field = document.querySelector('#token');

async function open(headers, body) {
  try {
    const answer = await fetch('/api/session', {method: 'POST', headers, body, cache: 'no-store'});
    if (answer.ok) {
      location.replace('/practice');
      return;
    }
    const refusal = await answer.json();
    state.textContent = told(refusal.message);
  } catch {
    state.textContent = say('The server does not answer. Check that it runs, then try again.');
  }
  form.hidden = false;
}

form.addEventListener('submit', event => {
  event.preventDefault();
  const token = field.value;
  field.value = '';
  open({Authorization: `Bearer ${token}`});
});

const code = location.hash.slice(1);
history.replaceState(null, '', '/open'); // the code leaves the address bar and the history
if (code === '') {
  state.textContent = say('Type the token of this server, or open the address that it printed last.');
  form.hidden = false;
} else {
  open({'Content-Type': 'application/json'}, JSON.stringify({code}));
}
