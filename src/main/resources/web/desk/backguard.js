// The phone's Back button, which would leave the page in the middle of a plan: it goes back within the page instead.
//
// How: under the work lies one entry of the history with the neutral page's address; the work stands on top of it, at
// '/'. Back uncovers that entry for a moment, puts the work back on top and goes back one step of it. When the page is
// left, the neutral page takes the work's place, so that every entry that remains is the neutral page. Both are made
// when the page is first pressed: browsers pass over entries that a page made before anybody touched it.

const AWAY = '/away.html';
const UNDER = 'under';
const WORK = 'work';

/** Arms the guard; 'back' goes back one step within the page. Once the page is 'over', the history stays as it is. */
export function guardBack(over, back) {
  addEventListener('click', () => {
    if (history.state !== WORK && !over()) {
      history.replaceState(UNDER, '', AWAY);
      history.pushState(WORK, '', '/');
    }
  }, {capture: true});
  addEventListener('popstate', () => {
    if (history.state === UNDER && !over()) {
      history.pushState(WORK, '', '/');
      back();
    }
  });
}
