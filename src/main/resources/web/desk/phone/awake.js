// What a phone in use asks of its device, where it can: a screen that stays on, and the buttons of a headset. Neither
// tells anything about the call.

import {say} from '../say.js';

const TITLE = say('Notes');

/** Keeps the screen on until the returned function is called. */
export function keepAwake() {
  let lock = null;
  let wanted = true;
  const take = async () => {
    if (wanted && document.visibilityState === 'visible' && (lock === null || lock.released)) {
      lock = await navigator.wakeLock?.request('screen').catch(() => null) ?? null;
      if (!wanted) {
        lock?.release();
      }
    }
  };
  document.addEventListener('visibilitychange', take); // the lock goes with the page's sight
  take();
  return () => {
    wanted = false;
    document.removeEventListener('visibilitychange', take);
    lock?.release().catch(() => {});
  };
}

/** Hears the buttons of a headset until the returned function is called: does = {mute(), end()}. */
export function headset(does) {
  const session = navigator.mediaSession;
  if (session === undefined) {
    return () => {};
  }
  const actions = {
    togglemicrophone: does.mute, play: does.mute, pause: does.mute, hangup: does.end, stop: does.end,
  };
  const set = (action, handler) => {
    try {
      session.setActionHandler(action, handler);
    } catch {
      // a button that this browser does not know
    }
  };
  if (globalThis.MediaMetadata !== undefined) {
    session.metadata = new MediaMetadata({title: TITLE});
  }
  for (const [action, handler] of Object.entries(actions)) {
    set(action, handler);
  }
  return () => {
    session.metadata = null;
    for (const action of Object.keys(actions)) {
      set(action, null);
    }
  };
}
