// Whether this device is woken while the page sleeps: a worker that shows a neutral notice, and where the browser's
// maker wakes it. The server holds the latter as long as somebody is signed in here; nothing of it stands in the page.

import {code, say} from './say.js';

const WORKER = '/worker.js';
const PATH = '/api/push';

const supported = () => [navigator.serviceWorker, globalThis.PushManager, globalThis.Notification]
    .every(each => each !== undefined);
const registered = () => navigator.serviceWorker.getRegistration('/');

function bytes(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, letter => letter.charCodeAt(0));
}

const same = (one, other) => one !== null && new Uint8Array(one).toString() === other.toString();

/** 'none' where the host wants it nowhere, 'unsupported', 'denied', 'on' or 'off'. */
export async function standing(api) {
  const {key, on} = await api.get(PATH);
  return key === null ? 'none' : !supported() ? 'unsupported'
    : Notification.permission === 'denied' ? 'denied' : on ? 'on' : 'off';
}

async function subscribe(api, registration, key) {
  const wanted = bytes(key);
  const before = await registration.pushManager.getSubscription();
  if (before !== null && !same(before.options.applicationServerKey, wanted)) {
    await before.unsubscribe(); // made for a server that ran before
  }
  const {endpoint} = await registration.pushManager.subscribe({userVisibleOnly: true, applicationServerKey: wanted});
  await api.put(PATH, {endpoint});
}

/** Asks the person, the browser and the server. Throws an error with a sentence for people. */
export async function turnOn(api) {
  const {key} = await api.get(PATH);
  if (await Notification.requestPermission() !== 'granted') {
    throw Object.assign(new Error('Not allowed.'), {
      forPeople: say('This browser does not allow notices here. Allow them in its settings, then try again.')});
  }
  await navigator.serviceWorker.register(`${WORKER}?${code}`, {scope: '/', updateViaCache: 'none'});
  try {
    await subscribe(api, await navigator.serviceWorker.ready, key);
  } catch (error) {
    await forget();
    throw Object.assign(error, {
      forPeople: error.forPeople ?? say('This browser cannot be woken now. Keep the page open and the screen on.')});
  }
}

export async function turnOff(api) {
  await api.remove(PATH);
  await forget();
}

/** After somebody signed in: where this device was to be woken before, it is from now on too. */
export async function renew(api) {
  const registration = supported() ? await registered() : undefined;
  if (registration !== undefined && Notification.permission === 'granted') {
    const {key, on} = await api.get(PATH);
    if (key === null) {
      await forget();
    } else if (!on) {
      await subscribe(api, registration, key);
    }
  }
}

/** The browser forgets it: the device was taken out of use, or does not want it any more. */
export async function forget() {
  const registration = supported() ? await registered() : undefined;
  if (registration !== undefined) {
    const subscription = await registration.pushManager.getSubscription();
    await subscription?.unsubscribe().catch(() => {});
    await registration.unregister();
  }
}

/** Hears that this page was woken, and takes the notice away once it is looked at. */
export function watchWaking(woken) {
  if (!supported()) {
    return;
  }
  navigator.serviceWorker.addEventListener('message', ({data}) => data === 'wake' && woken());
  document.addEventListener('visibilitychange', async () => {
    if (document.visibilityState === 'visible') {
      const registration = await registered().catch(() => undefined);
      const notices = await registration?.getNotifications() ?? [];
      notices.forEach(notice => notice.close());
    }
  });
}
