// Which language this browser's pages speak: a row of languages by their own names. The choice is the one thing that
// pages of ours keep in a cookie, and it says nothing of anybody. It takes a new page; a call keeps the one it has.

import {el} from './dom.js';
import {code, languages, say} from './say.js';

const YEAR_SECONDS = 31_536_000;

function keep(language) {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `language=${language}; Path=/; SameSite=Strict; Max-Age=${YEAR_SECONDS}${secure}`;
}

/** The row, each language with its own button; 'call' is the page's place for a call. */
export function languageChoice({call}) {
  const said = el('p', {class: 'hint', role: 'status'});
  const choose = language => () => {
    keep(language);
    if (call.active) {
      said.textContent = say('The language changes when the page is loaded again. Your call goes on.');
    } else {
      location.reload();
    }
  };
  return el('nav', {class: 'languages', 'aria-label': say('Language')}, el('ul', null, languages.map(each =>
    el('li', null, el('button', {type: 'button', class: 'link', lang: each.code, dir: 'auto',
      'aria-current': each.code === code && 'true', onClick: choose(each.code), text: each.name})))), said);
}
