// How many wait for somebody, by programme and language, and for how long; never who. For those who are on duty and
// for coordinators: others are told nothing by the server, and see nothing here. A screen reader says it when somebody
// begins to wait, and else twice a minute at most.

import {languageName} from './company.js';
import {el} from './dom.js';
import {clock} from './incoming.js';
import {say} from './say.js';

const SECOND = 1_000;
const QUIET_MILLIS = 30_000;

const howMany = count => count === 0 ? say('Nobody waits.')
  : say({one: '{count} waits.', other: '{count} wait.'}, {count});

/** One text a group: which programme, which language, how many. */
const group = ({programme, language, callers}) => el('p', null, el('bdi', {text: programme}), ' · ',
    language === null ? say('no language chosen') : languageName(language), ' · ', howMany(callers));

/** {node, refresh, close}. */
export function waitingCallers(app) {
  const seen = el('p', {class: 'state'});
  const told = el('p', {class: 'unseen', role: 'status'});
  const list = el('ul', {class: 'waiting-list'});
  const node = el('section', {class: 'card waiting', 'aria-label': say('Waiting now'), hidden: true},
      el('h2', {text: say('Waiting now')}), seen, list, told);
  let groups = []; // {since, waits: where their time stands}
  let before = 0;
  let toldAt = -Infinity;
  let later = 0;

  const tell = text => {
    clearTimeout(later);
    const wait = toldAt + QUIET_MILLIS - performance.now();
    if (wait > 0) {
      later = setTimeout(() => tell(seen.textContent), wait);
    } else if (told.textContent !== text) {
      told.textContent = text;
      toldAt = performance.now();
    }
  };
  const tick = () => {
    for (const {since, waits} of groups) {
      const longest = Math.max(0, Math.round((performance.now() - since) / SECOND));
      waits.textContent = say('Waiting for {time}', {time: clock(longest)}); // no live region: it is not read out
    }
  };
  const draw = lines => {
    const all = lines.flatMap(({programme, waits}) => waits.map(each => ({programme, ...each})));
    const count = all.reduce((sum, {callers}) => sum + callers, 0);
    groups = all.map(each => ({since: performance.now() - each.longestSeconds * SECOND, of: each,
      waits: el('p', {class: 'waits'})}));
    list.replaceChildren(...groups.map(({of, waits}) => el('li', null, group(of), waits)));
    list.hidden = groups.length === 0;
    seen.textContent = howMany(count);
    node.dataset.some = String(count > 0);
    node.hidden = lines.length === 0;
    if (before === 0 && count > 0) {
      toldAt = -Infinity; // somebody begins to wait
    }
    if (count !== before) {
      tell(seen.textContent);
    }
    before = count;
    tick();
  };
  const timer = setInterval(tick, SECOND);
  return {
    node,
    refresh: async () => draw((await app.api.get('/api/lines')).lines),
    close() {
      clearInterval(timer);
      clearTimeout(later);
    },
  };
}
