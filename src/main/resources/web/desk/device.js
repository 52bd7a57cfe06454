// What this browser keeps: its device id and a key pair whose private half cannot be read out. Nothing else, ever.

import {newDevicePair, newId} from './crypto.js';

const DATABASE = 'notes';
const STORE = 'device';
const KEY = 'this';

function wait(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => resolve(undefined);
  });
}

async function open() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  const database = await wait(request);
  database.onversionchange = () => database.close();
  return database;
}

async function within(mode, work) {
  const database = await open();
  try {
    return await wait(work(database.transaction(STORE, mode, {durability: 'strict'}).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function kindHere() {
  const agent = navigator.userAgent;
  if (/iPad|Tablet/.test(agent) || /Android/.test(agent) && !/Mobile/.test(agent)) {
    return 'TABLET';
  }
  return /iPhone|Android|Mobile/.test(agent) ? 'PHONE' : /CrOS|Mac OS|Laptop/.test(agent) ? 'LAPTOP' : 'DESKTOP';
}

/** This device, {id, kind, publicKey, privateKey}, or null where it is not known. */
export async function load() {
  const kept = await within('readonly', store => store.get(KEY));
  return kept ?? null;
}

/** A new device, not kept yet: it is kept once the server knows it. */
export async function make() {
  const {publicKey, privateKey} = await newDevicePair();
  return {id: newId(), kind: kindHere(), publicKey, privateKey};
}

export const keep = device => within('readwrite', store => store.put(device, KEY));

/** Whether nothing of this device is kept, as the browser says; looking makes nothing. */
export async function isEmpty() {
  const request = indexedDB.open(DATABASE);
  request.onupgradeneeded = () => request.transaction.abort(); // there is none: it is being made just now
  try {
    const database = await wait(request);
    try {
      return !database.objectStoreNames.contains(STORE)
          || await wait(database.transaction(STORE, 'readonly').objectStore(STORE).count()) === 0;
    } finally {
      database.close();
    }
  } catch (error) {
    return error?.name === 'AbortError';
  }
}

/** Forgets everything. The store is emptied before its database is deleted, which open pages could hold up. */
export async function clear() {
  await within('readwrite', store => store.clear()).catch(() => {}); // the server may clear it at the same moment
  await wait(indexedDB.deleteDatabase(DATABASE));
}
