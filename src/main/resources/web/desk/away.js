// The neutral page. It is drawn from what is loaded already, so that it is there at once and without a network; the one
// at its own address takes its place, and ours leaves the history, as soon as the server is known to answer.

import {el} from './dom.js';
import {say} from './say.js';

const PAGE = '/away.html';
const STYLE = '/away.css';

/** In place of everything on the page; what stood there is gone when this returns. It looks like away.html. */
export function drawAway() {
  history.replaceState(null, '', PAGE); // the address too, before any network
  document.body.className = '';
  document.body.replaceChildren(el('main', null,
      el('h1', {text: say('Notes')}),
      el('label', {for: 'note', text: say('New note')}),
      el('textarea', {id: 'note', rows: 12, autocomplete: 'off'})));
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"]')) {
    const ours = sheet.getAttribute('href') !== STYLE;
    sheet.disabled = ours;
    sheet.media = ours ? 'not all' : 'all';
  }
  scrollTo(0, 0);
}

async function answers() {
  try {
    return (await fetch(PAGE, {cache: 'no-store'})).ok;
  } catch {
    return false;
  }
}

/** Goes to the neutral page's own address. With the server out of reach the drawn one stays: an error page tells. */
export async function goAway() {
  if (await answers()) {
    location.replace(PAGE);
  } else {
    addEventListener('online', () => goAway(), {once: true});
  }
}
