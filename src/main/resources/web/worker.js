// Wakes whoever is on duty while the page sleeps: a notice with the page's own name and not a word more. It keeps
// nothing, fetches nothing and answers no request of the page; what a push message holds is never looked at.

const NAMES = {en: 'Notes', es: 'Notas', fr: 'Notes', ar: 'ملاحظات'};
const NAME = NAMES[self.location.search.slice(1)] ?? NAMES.en;
const TAG = 'n';

async function notice() {
  const pages = await self.clients.matchAll({type: 'window'});
  pages.forEach(page => page.postMessage('wake'));
  if (!pages.some(page => page.visibilityState === 'visible')) {
    await self.registration.showNotification(NAME, {tag: TAG, renotify: true, icon: '/notes-192.png'});
  }
}

async function open() {
  const [page] = await self.clients.matchAll({type: 'window'});
  await (page === undefined ? self.clients.openWindow('/') : page.focus());
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
self.addEventListener('push', event => event.waitUntil(notice()));
self.addEventListener('notificationclick', event => {
  event.notification.close();
  event.waitUntil(open());
});
